// Command bench compares the SDK with natural code, which is net/http,
// encoding/json and a struct of the fields that are read, and prints the
// comparison as a Markdown table:
//
//	go run ./wrapper/internal/tools/bench
//
// Peers, a module of its own, compares it with other libraries. The tests of this
// folder hold allocations and memory, never time.
package main
