// Command confluence-server serves the in-memory Confluences of the packages
// cloudtest and datacentertest on a port, for clients in any language:
//
//	go run ./wrapper/cmd/confluence-server -product cloud -addr 127.0.0.1:8085 -seed seed.json
//
// When it is ready it prints one line with its base URL and with how to sign
// in. It ends on SIGINT or SIGTERM, gives requests under way five seconds, and
// forgets everything. Requests that depart from the OpenAPI description are
// told on standard error.
//
// The flags:
//
//   - -product is cloud or datacenter.
//   - -addr is where to listen; port 0 takes a free one. Tokens are the same in
//     every run and protect nothing.
//   - -seed is the file to begin with, testdata/cloud.json or
//     testdata/datacenter.json if there is none.
//   - -tokens lists, after the first line, every user with a token and every
//     page with its id, a line each, the columns separated by tabs.
//   - -fault makes requests meet a fault; see below. It can be repeated.
//   - -rate refuses requests beyond so many in a second.
//   - -cap shortens every page of a list to so many rows, without saying so.
//   - -anonymous lets visitors in who do not sign in.
//
// The exit status is 0 after a signal, 1 when the address cannot be listened
// on, and 2 when a flag or the seed is wrong.
//
// # Faults
//
// A fault is OPERATION=KIND[:ARGUMENTS][,times=N]. The operation is an
// operationId of the description, or * for all of them. Without times it lasts;
// of several for one request the first acts. The kinds:
//
//	status:503                  responds with the status
//	status:429:1                and with Retry-After, in seconds or as a date
//	lost:504                    applies the request, and responds with the status
//	redirect:302:URL            redirects
//	delay:200ms                 responds late
//	hang                        never responds
//	reset                       breaks the connection before the request is applied
//	reset-after                 breaks it afterwards
//	cut                         breaks it in the middle of the response
//	short-length                announces half of the response as all of it
//	gzip                        compresses the response
//	mislabelled-gzip            says so, and does not
//	trickle:5ms                 sends the response a byte at a time
//	huge:67108864               responds with so many bytes
//	endless-next                links every page of a list to a next one
//	no-next                     links none
//	stuck-page                  responds with the first page only
//	repeated-rows               begins a page with the last row of the one before
//
// # Seeds
//
// A seed is a JSON object. Everything in it is optional; what it does not know,
// and what refers to nothing, is an error. Users are referred to by accountId
// on Cloud and by username on Data Center, groups by name, spaces by key and
// pages by title, which is why no two pages of a seed have the same. A watch
// names one page, space or label. A task without a duration is over at once.
//
// There is an administrator besides the users of the seed. On Data Center it is
// "admin", who can be listed to be given a password; otherwise everybody signs
// in with a token there, as bearer. Users of Cloud have accountType, too.
//
// For Cloud:
//
//	{
//	  "users": [
//	    {"accountId": "712020:ada", "name": "Ada Example", "email": "ada@example.com", "admin": true},
//	    {"accountId": "712020:grace", "name": "Grace Example", "email": "grace@example.com"},
//	    {"accountId": "712020:guest", "name": "Guest Example", "guest": true, "hideEmail": true}
//	  ],
//	  "groups": [
//	    {"name": "confluence-users", "members": ["712020:ada", "712020:grace"]},
//	    {"name": "writers", "members": ["712020:grace"]}
//	  ],
//	  "spaces": [
//	    {"key": "DOCS", "name": "Documentation"}
//	  ],
//	  "pages": [
//	    {"space": "DOCS", "title": "Welcome", "creator": "712020:grace", "labels": ["howto"]},
//	    {"space": "DOCS", "title": "Roadmap"}
//	  ],
//	  "properties": [
//	    {"account": "712020:ada", "key": "preferences", "value": {"theme": "dark"}}
//	  ],
//	  "watches": [
//	    {"account": "712020:ada", "page": "Roadmap"},
//	    {"account": "712020:ada", "space": "DOCS"},
//	    {"account": "712020:ada", "label": "howto"}
//	  ],
//	  "tasks": [
//	    {"name": "copy page tree", "duration": "30s", "messages": ["copying"]},
//	    {"name": "export space", "fail": "The disk is full."}
//	  ]
//	}
//
// For Data Center:
//
//	{
//	  "users": [
//	    {"username": "ada", "fullName": "Ada Example", "email": "ada@example.com", "password": "correct horse", "admin": true},
//	    {"username": "grace", "fullName": "Grace Example"},
//	    {"username": "gone", "disabled": true}
//	  ],
//	  "groups": [
//	    {"name": "writers", "members": ["ada"], "children": ["editors"]},
//	    {"name": "editors", "members": ["grace"]}
//	  ],
//	  "spaces": [
//	    {"key": "DOCS", "name": "Documentation"}
//	  ],
//	  "pages": [
//	    {"space": "DOCS", "title": "Welcome", "creator": "grace"}
//	  ],
//	  "watches": [
//	    {"user": "ada", "page": "Welcome"},
//	    {"user": "ada", "space": "DOCS"}
//	  ],
//	  "tasks": [
//	    {"name": "space export", "duration": "30s"}
//	  ]
//	}
package main
