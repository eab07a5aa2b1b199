// Command confluence-people does what administrators of Confluence do with
// people, on Cloud and on Data Center:
//
//	confluence-people audit -o audit.xlsx          # who is in which group
//	confluence-people members people.csv           # shows what it would do
//	confluence-people members people.csv -apply    # does it
//	confluence-people offboard ada@example.com -keep-group alumni -space DOCS
//	confluence-people inactive export-users.csv -days 90 -seat-price 5.75 -group confluence-users
//	confluence-people provision people.csv -disable-missing
//	confluence-people compare -space DOCS -people export-users.csv
//	confluence-people undo confluence-people-members-….journal
//
// With -demo all but undo and login run against a site in memory, and say what they
// read. -help tells the flags of a command, which may begin with one dash or two.
// “completion bash”, zsh or fish writes what the shell needs to complete them.
//
// # Signing in
//
//	confluence-people login -url https://your-domain.atlassian.net -client-id ID
//
// signs in with the browser and keeps the grant under the name of a profile, so that
// nothing asks again; it is renewed while commands run. The app is your own: “login
// -help” says how to make one on Cloud or on Data Center, and “login -scopes” which
// scopes it needs. With -token login keeps an API token or a personal access token
// instead. What is secret is sealed with a key of the system's keyring or, with
// -store file, lies in files that only their owner can read, below the directory
// CONFLUENCE_PROFILES (by default confluence-people in the usual place for
// settings). “profiles” lists profiles, “logout” forgets one. When a grant is gone,
// the command that finds out says so, and goes on where it was once “login” ran.
//
// Without a profile, CONFLUENCE_URL is the address of the site, CONFLUENCE_TOKEN an
// API token of Cloud or a personal access token of Data Center, and CONFLUENCE_USER
// the e-mail address an API token belongs to; without it the token is sent as a
// bearer token. The product is told by the address, or by CONFLUENCE_PRODUCT, cloud
// or datacenter. A token is never a flag.
//
// Flags come before the environment, and that before profiles. Site and credential
// are always taken from one place, so that no credential goes to a site it is not
// for: from the profile that -profile names; else from CONFLUENCE_TOKEN and
// CONFLUENCE_URL or -url; else from the profile that CONFLUENCE_PROFILE names, or
// the one called “default”. An address that is given beside a profile has to be that
// of its site, and -url beside CONFLUENCE_TOKEN that of CONFLUENCE_URL if it is set.
//
// The command compare has two sites, CONFLUENCE_DC_URL and CONFLUENCE_CLOUD_URL, and
// so on, or -dc-profile and -cloud-profile. “undo” finds the Cloud site of its journal
// in the same way.
//
// # What holds for all
//
// Without -apply no command changes anything: its connection refuses to write. All
// of the input is read, and all that is wrong with it told with line and column,
// before anything is sent. The account it runs as is left alone unless -allow-self
// names it, and so are those of -protect, -protect-file and -protect-group; groups
// that are managed elsewhere are listed and not tried. What fails for one item is no
// reason to leave out the next; the first refusal of the credential ends a run, and
// so does a wait of more than -max-wait for a rate limit or a quota. The default is
// a little more than the hour after which a quota is renewed.
//
// # Journals
//
// A run that changes something keeps a journal in the working directory, or where
// -journal says. Each step is in it before it is sent. The same command, given
// again with the same files, goes on with the journal of a run that is not
// finished: what is done is not sent again, and a step whose end is not known is
// looked at first. After a day it does so only where -journal names the journal,
// for what the plan was made from may have changed. Without -apply there is always
// a new plan, and a run that -apply would go on with is mentioned.
//
// The journal of a finished run stays, and the next run has one beside it, with -2
// and so on in its name. “undo” with a journal does backwards what was done; what
// cannot be undone is told. Nothing goes on with a run of which something was
// undone: the same command plans anew. A journal holds the ids and names of
// accounts and groups, what properties held, and the addresses that an update
// replaced; no credential.
//
// An audit keeps what it has read beside it in the same way, names and addresses
// too, goes on with it within a day of the last that was read, and removes it when it
// is complete. A file beside a journal, with .lock at the end of its name, keeps a
// second run away while one is under way.
//
// # Files
//
// A file is CSV in UTF-8, with commas, semicolons or tabs. Its first line names the
// columns; upper and lower case, spaces, dashes and underscores do not matter, nor
// do columns that are not known.
//
//   - A person is “Account id” or “User id” on Cloud, “Username” on Data Center,
//     “Email” on both, or “User” for either. Where several are filled in, the id or
//     the user name says who is meant.
//   - A group is “Group” or “Group name”, or “Group id” on Cloud. Several in a cell
//     are separated by semicolons, or by commas where there is no semicolon. A single
//     name with commas in it may need a semicolon at its end. A name beside an id has
//     to be that of the group.
//   - For provision, “Full name” and “Groups”, too.
//
// The administrator's export of admin.atlassian.com fits, with one row a user or one
// a membership. Cloud shows not everybody's address: an export, given with -people,
// says who has which.
//
// The exit status is 0 when all is done, 1 when something could not be done, and 2
// when the command line or the input cannot be used.
package main
