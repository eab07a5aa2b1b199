package longtask

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/confluence"
)

const (
	// maxRefusals is how many looks in a row the credential may be refused: a
	// token can expire and be renewed in between.
	maxRefusals = 3
	// stallTime is how long a task may stand still that says it is not
	// successful.
	stallTime = 2 * time.Minute
	// silentTime is how long looks may fail before anything is sent: a token can be
	// out of reach for a while.
	silentTime = 2 * time.Minute
)

// look is what was seen of a task so far.
type look struct {
	last     *confluence.Task
	since    time.Time // when the task last moved
	refusals int       // of the credential, in a row
	silent   time.Time // since when looks fail before anything is sent, if they do
}

// see notes a state.
func (l *look) see(task *confluence.Task) {
	if l.last == nil || l.last.Percent != task.Percent || l.last.Unsuccessful != task.Unsuccessful {
		l.since = time.Now()
	}
	l.last, l.refusals, l.silent = task, 0, time.Time{}
}

// ended reports whether the task has ended, and its failure. Data Center has no
// word for a task that has: one that says it is not successful and stands still
// is not waited for without end.
func (l *look) ended() (bool, error) {
	switch {
	case l.last.State == confluence.TaskSucceeded:
		return true, nil
	case l.last.State == confluence.TaskFailed:
		return true, &confluence.TaskError{Task: *l.last}
	case l.last.Unsuccessful && time.Since(l.since) >= stallTime:
		return true, fmt.Errorf("%w: task %s says that it is not successful and has stood at %d %% for %s",
			confluence.ErrStalled, l.last.ID, l.last.Percent, stallTime)
	}
	return false, nil
}

// lasting reports whether a failed look cannot be followed by a better one: a
// credential that stays refused, a task that is gone or was never there, a call
// that this client does not make, a host or an address that does not exist where
// nothing was ever seen, a token that cannot be had for a while.
func (l *look) lasting(err error) bool {
	unsaid := unsaid(err)
	switch {
	case !unsaid:
		l.silent = time.Time{}
	case l.silent.IsZero():
		l.silent = time.Now()
	}
	switch {
	case is(err, confluence.ErrUnauthorized, confluence.ErrScope, confluence.ErrRedirect):
		l.refusals++
		return l.refusals >= maxRefusals
	case l.neverThere(err):
		return true
	case unsaid:
		return time.Since(l.silent) >= silentTime
	case is(err, confluence.ErrUnavailable, confluence.ErrRateLimited):
		return false
	case is(err, confluence.ErrNoRoute): // or a proxy's page, where the task was there before
		return l.last == nil
	}
	return is(err, confluence.ErrInvalid, confluence.ErrRefused, confluence.ErrReadOnly,
		confluence.ErrNotFound, confluence.ErrForbidden, confluence.ErrBadRequest, confluence.ErrGone,
		confluence.ErrNotImplemented)
}

func is(err error, kinds ...error) bool {
	for _, kind := range kinds {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// unsaid reports a call that failed before anything was sent, as where a token
// could not be had. Whatever its cause is, it is not about the task. A limit that
// keeps a call back is another matter.
func unsaid(err error) bool {
	failure, ok := errors.AsType[*confluence.Error](err)
	return ok && failure.StatusCode == 0 && !is(err, confluence.ErrUnavailable, confluence.ErrRateLimited)
}

// neverThere reports whether an error says that there is no such service, and
// nothing was ever seen of it.
func (l *look) neverThere(err error) bool {
	if l.last != nil {
		return false
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok {
		return dns.IsNotFound
	}
	_, certificate := errors.AsType[*tls.CertificateVerificationError](err)
	return certificate
}
