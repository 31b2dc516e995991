//! Prints the clauses of the licence named on the command line.

use std::ffi::{c_char, CStr};
use std::process::ExitCode;

/// What caveat_c.h declares, as far as it is used here.
mod c {
    use std::ffi::c_char;

    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct View {
        pub data: *const c_char,
        pub size: usize,
    }
    impl View {
        pub fn of(bytes: &[u8]) -> View {
            View { data: bytes.as_ptr().cast(), size: bytes.len() }
        }
    }

    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct Span {
        pub start_byte: u64,
        pub end_byte: u64,
        pub start_line: u32,
        pub end_line: u32,
    }

    #[repr(C)]
    #[derive(Clone, Copy)]
    pub struct Finding {
        pub struct_size: usize,
        pub clause: *const c_char,
        pub title: *const c_char,
        pub meaning: *const c_char,
        pub quote: View,
        pub span: Span,
    }

    pub enum Rules {}
    pub enum Licenses {}
    pub enum Scanner {}
    pub enum Document {}
    pub enum Options {}

    extern "C" {
        pub fn caveat_status_text(status: i32) -> *const c_char;
        pub fn caveat_rules_built_in(out: *mut *mut Rules) -> i32;
        pub fn caveat_rules_free(rules: *mut Rules);
        pub fn caveat_scanner_new(rules: *const Rules, licenses: *const Licenses, out: *mut *mut Scanner) -> i32;
        pub fn caveat_scanner_free(scanner: *mut Scanner);
        pub fn caveat_check(scanner: *mut Scanner, path: View, bytes: View, options: *const Options, out: *mut *mut Document) -> i32;
        pub fn caveat_document_finding(document: *const Document, index: usize, out: *mut Finding) -> i32;
        pub fn caveat_document_free(document: *mut Document);
    }
}

pub struct Finding {
    pub clause: String,
    pub quote: String,
    pub line: u32,
}

/// Reads texts; `&mut self` because a scanner serves one thread at a time.
pub struct Scanner {
    scanner: *mut c::Scanner,
}

fn text(zero_terminated: *const c_char) -> String {
    unsafe { CStr::from_ptr(zero_terminated) }.to_string_lossy().into_owned()
}

fn done(status: i32) -> Result<(), String> {
    if status == 0 { Ok(()) } else { Err(text(unsafe { c::caveat_status_text(status) })) }
}

impl Scanner {
    /// With the built-in rules.
    pub fn new() -> Result<Scanner, String> {
        let mut rules = std::ptr::null_mut();
        let mut scanner = std::ptr::null_mut();
        unsafe {
            done(c::caveat_rules_built_in(&mut rules))?;
            let made = done(c::caveat_scanner_new(rules, std::ptr::null(), &mut scanner));
            c::caveat_rules_free(rules); // the scanner keeps them
            made?;
        }
        Ok(Scanner { scanner })
    }

    pub fn check(&mut self, path: &str, bytes: &[u8]) -> Result<Vec<Finding>, String> {
        let mut document = std::ptr::null_mut();
        let mut findings = Vec::new();
        unsafe {
            done(c::caveat_check(self.scanner, c::View::of(path.as_bytes()), c::View::of(bytes), std::ptr::null(), &mut document))?;
            let mut f: c::Finding = std::mem::zeroed();
            f.struct_size = std::mem::size_of::<c::Finding>();
            while c::caveat_document_finding(document, findings.len(), &mut f) == 0 {
                let quote = std::slice::from_raw_parts(f.quote.data.cast::<u8>(), f.quote.size);
                findings.push(Finding {
                    clause: text(f.clause),
                    quote: String::from_utf8_lossy(quote).into_owned(),
                    line: f.span.start_line,
                });
            }
            c::caveat_document_free(document);
        }
        Ok(findings)
    }
}

impl Drop for Scanner {
    fn drop(&mut self) {
        unsafe { c::caveat_scanner_free(self.scanner) }
    }
}

fn run(path: &str) -> Result<(), String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{path}: {error}"))?;
    for finding in Scanner::new()?.check(path, &bytes)? {
        println!("{} at line {}: {}", finding.clause, finding.line, finding.quote);
    }
    Ok(())
}

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: caveat-example LICENSE");
        return ExitCode::from(2);
    };
    match run(&path) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
