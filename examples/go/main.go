// Prints the clauses of the licence named on the command line.
package main

/*
#cgo pkg-config: caveat
#include <caveat_c.h>
#include <stdlib.h>

static caveat_view view(const void* data, size_t size) {
	caveat_view v = {(const char*)data, size};
	return v;
}
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"unsafe"
)

// Finding is one clause at one place.
type Finding struct {
	Clause, Quote string
	Line          int
}

// Scanner reads texts; use one in each goroutine that runs at the same time.
type Scanner struct {
	rules   *C.caveat_rules
	scanner *C.caveat_scanner
}

// failure is nil for CAVEAT_OK.
func failure(status C.caveat_status) error {
	if status == C.CAVEAT_OK {
		return nil
	}
	return fmt.Errorf("caveat: %s", C.GoString(C.caveat_status_text(status)))
}

// NewScanner has the built-in rules.
func NewScanner() (*Scanner, error) {
	s := &Scanner{}
	if err := failure(C.caveat_rules_built_in(&s.rules)); err != nil {
		return nil, err
	}
	if err := failure(C.caveat_scanner_new(s.rules, nil, &s.scanner)); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Close releases what C holds.
func (s *Scanner) Close() {
	C.caveat_scanner_free(s.scanner)
	C.caveat_rules_free(s.rules)
}

// Check reads one text.
func (s *Scanner) Check(path string, text []byte) ([]Finding, error) {
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	var document *C.caveat_document
	err := failure(C.caveat_check(s.scanner, C.caveat_text(name), C.view(unsafe.Pointer(unsafe.SliceData(text)), C.size_t(len(text))), nil, &document))
	runtime.KeepAlive(text)
	if err != nil {
		return nil, err
	}
	defer C.caveat_document_free(document)
	var findings []Finding
	var f C.caveat_finding
	f.struct_size = C.sizeof_caveat_finding
	for i := C.size_t(0); C.caveat_document_finding(document, i, &f) == C.CAVEAT_OK; i++ {
		findings = append(findings, Finding{
			Clause: C.GoString(f.clause),
			Quote:  C.GoStringN(f.quote.data, C.int(f.quote.size)),
			Line:   int(f.span.start_line),
		})
	}
	return findings, nil
}

func run(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	scanner, err := NewScanner()
	if err != nil {
		return err
	}
	defer scanner.Close()
	findings, err := scanner.Check(path, text)
	for _, f := range findings {
		fmt.Printf("%s at line %d: %s\n", f.Clause, f.Line, f.Quote)
	}
	return err
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: caveat LICENSE")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
