// Command confluence-people does what administrators of Confluence do with
// people, on Cloud and on Data Center:
//
//	confluence-people members people.csv          # shows what it would do
//	confluence-people members people.csv -apply   # does it
//
// Without -apply no command changes anything. All of the input is read, and all
// that is wrong with it told with line and column, before anything is sent. The
// account it runs as is left alone unless -allow-self names it; so are groups that
// are managed elsewhere. What fails for one item is no reason to leave out the
// next. A journal on disk lets the same command, given again, do the rest and
// nothing twice, after Ctrl-C, a crash or a quota that is spent; “undo” with that
// journal undoes what was done.
//
// The exit status is 0 when all is done, 1 when something could not be done, and 2
// when the command line or the input cannot be used.
package main
