// Command confluence-server serves the in-memory Confluences of the packages
// cloudtest and datacentertest on a port, for clients in any language:
//
//	go run ./wrapper/cmd/confluence-server -product cloud -addr 127.0.0.1:8085 -seed seed.json
//
// When it is ready it prints a line with its base URL and with how to sign in,
// and one with the address of the control API. It ends on SIGINT or SIGTERM,
// gives requests under way five seconds, and forgets everything. Requests that
// depart from the OpenAPI description are told on standard error.
//
// Cloud is there twice: as at the gateway, below the id of the site, and as on the
// site itself, below /wiki of the root. Clients that are given a host alone find it
// there, and there links lead.
//
// The flags:
//
//   - -product is cloud or datacenter.
//   - -addr is where to listen; port 0 takes a free one, and a port alone is one
//     of the loopback address. Tokens are the same in every run and protect
//     nothing.
//   - -control is an address of its own for the control API; off does without.
//   - -seed is the file to begin with, - for standard input; it is
//     testdata/cloud.json or testdata/datacenter.json if there is none.
//   - -tokens lists, after these lines, every user with a token and every page
//     and task with its id, a line each, the columns separated by tabs.
//   - -fault makes requests meet a fault; see below. It can be repeated.
//   - -rate refuses requests beyond so many in a second, of each operation on Cloud
//     and of each user on Data Center.
//   - -limit is the rate limit of one of them, or of * for the others; see below. It
//     can be repeated.
//   - -quota is how many points an hour has on Cloud, and how that is told; see below.
//   - -cap shortens every page of a list to so many rows, without saying so.
//   - -anonymous lets visitors in who do not sign in.
//   - -strict refuses, with 400, what the service ignores: parameters and members
//     of bodies that it does not know. Otherwise it is answered and told.
//   - -base is what links in responses begin with. Without it they follow the
//     address that the client came by, also behind a proxy that tells it in
//     X-Forwarded-Host, -Proto, -Port and -Prefix.
//
// The exit status is 0 after a signal, 1 when the address cannot be listened
// on, and 2 when a flag or the seed is wrong.
//
// # Control
//
// Tests steer the program while it runs, below /-/ of its port: they reset it to
// the seed, put and get the whole state as a seed, add and remove faults, read
// what was asked and what was wrong about it, advance the clock, and find out who
// can sign in and how. /-/openapi.yaml describes it, and /-/ is a page to look
// at:
//
//	curl -X POST http://127.0.0.1:8085/-/reset
//	curl -X POST http://127.0.0.1:8085/-/faults -d '{"operation": "getUser", "fault": "status:503", "times": 1}'
//	curl -X POST http://127.0.0.1:8085/-/clock/advance -d '{"by": "1h"}'
//	curl 'http://127.0.0.1:8085/-/requests?violations=true'
//
// It answers requests of this machine only. On an address of its own that is no
// loopback one, such as -control 0.0.0.0:8086, it answers everybody.
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
// # Limits
//
// A rate limit is WHO=SIZE[:FILL/INTERVAL]: a bucket of so many requests, which gets
// so many more in each interval, SIZE in a second if that is left out. WHO is an
// operationId on Cloud and a username on Data Center, where visitors together are
// "anonymous".
//
// A quota is POINTS[:STYLE]. A request costs a point, and 2 for each user or group
// that it reads, 1 for another object. When none are left requests are refused until
// the top of the hour by the server's clock, which the control API advances and by
// which all responses are dated. The style is how it is told:
//
//	all             everything that is documented, as without a style
//	retry-after     Retry-After with a refusal, and nothing else
//	x-ratelimit     X-RateLimit-Limit, -Remaining and -Reset alone, always
//	ratelimit       RateLimit-Policy always, RateLimit beyond four fifths of the points
//	gateway         a page with a refusal, Remaining 0 and a Reset that has passed
//
// For example:
//
//	confluence-server -quota 65000:ratelimit -limit '*=100' -limit searchUser=20:10/1s
//	curl 'http://127.0.0.1:8085/-/requests?status=429'
//
// # Seeds
//
// A seed is an object in JSON or YAML. Everything in it is optional; what it does
// not know, and what refers to nothing, is an error, which names the line and the
// column. Users are referred to by accountId on Cloud and by username on Data
// Center, groups by name, spaces by key and pages by title or id, of which the id
// counts first; no two pages have the same title, unless each has an id. A watch
// names one page, space or label. A task without a duration is over at once.
//
// There is an administrator besides the users of the seed. On Data Center it is
// "admin", who can be listed to be given a password; otherwise everybody signs
// in with a token there, as bearer. A group that is listed has the members that
// are listed and no others. Users have token, and tokenExpires, a date or a time
// from the beginning on such as 1h; users of Cloud have accountType, status,
// timeZone and details, too, and users of Data Center lastLogin, a date. A group of Cloud that has
// managedBy EXTERNAL cannot be changed.
//
// What is given out otherwise can be set: the id of groups, spaces, pages,
// properties and tasks, the key of users of Data Center, created and changed of
// properties, elapsed of tasks. The state that the control API returns has all of
// that, so that it comes back as it was.
//
// A seed can ask for numbers, which are the same every time. Everybody is in the
// first group, and otherwise the groups are of one size. A user who is listed, too, is
// as listed:
//
//	{"generate": {"users": 100000, "groups": 5000, "perUser": 10}}
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
//	    {"username": "grace", "fullName": "Grace Example", "password": "battery staple"},
//	    {"username": "gone", "disabled": true}
//	  ],
//	  "groups": [
//	    {"name": "confluence-users", "members": ["admin", "ada", "grace"]},
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
