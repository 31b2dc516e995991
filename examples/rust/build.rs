// Asks pkg-config where the library is and what it needs.
use std::process::Command;

fn main() {
    let out = Command::new("pkg-config").args(["--libs", "caveat"]).output().expect("pkg-config");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    // In the order given: a static library comes before what it needs.
    for flag in String::from_utf8_lossy(&out.stdout).split_whitespace() {
        println!("cargo:rustc-link-arg={flag}");
    }
}
