// Command size shows that the test servers of both products do not mind how
// large a site is, and prints tables in Markdown:
//
//	go run ./wrapper/internal/tools/bench/size
//
// It measures what a site costs to seed, what a request costs on a large site
// in comparison with a small one in the same run, and what a server does under
// mixed load over loopback in comparison with a bare handler of net/http. The
// exit status is 1 if a target is missed: 3 s and 200 MB for the seed, 3 times
// the small site's time for a request, no wrong response and no growing memory
// under load.
package main
