// Command bench compares the SDK with hand-written net/http and encoding/json
// that does the same work into the generated types, and prints the comparison as a
// Markdown table:
//
//	go run ./wrapper/internal/tools/bench
//
// The benchmarks and the tests of this folder measure the same pairs; the tests
// hold allocations and memory, never time.
package main
