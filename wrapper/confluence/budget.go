package confluence

import (
	"context"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/argument"
	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

// Budget is the points that an app has in an hour on Cloud. The quota is the app's,
// not the site's: give one budget to the clients of all sites that share it, with
// [WithBudget]. A client without has one of its own.
//
// What a request costs is an estimate, 1 point and 2 for each user or group in the
// response; Atlassian tells what is left only when most of it is used up. What it
// tells decides. The estimate makes requests go one at a time where the end must be
// near, so that one refusal finds it. Calls wait for the next hour as long as
// RetryOptions.QuotaPatience lets them. It is safe for concurrent use.
type Budget struct {
	quota *limit.Quota
}

// BudgetOptions are what a program knows of its quota. The zero value is that of a
// program which knows nothing.
type BudgetOptions struct {
	// Points is how many points an hour has: 65,000 at Atlassian's lowest tier. By
	// default it is not known before the service tells or refuses.
	Points int
	// Reserve is how many of them are left to calls that are Interactive, see
	// [CallOptions]: others stop when no more are left. It needs to be known how many
	// are left, from Points or from the service.
	Reserve int
	// Store keeps the budget together with other processes of the app.
	Store BudgetStore
}

// BudgetStore is where the processes of an app put together what they know of their
// budget, such as a row of a database.
type BudgetStore interface {
	// Exchange adds what this process spent since the last time to what all of them
	// spent in the hour that ends at mine.End, and returns the sum for that hour. It
	// keeps the latest Closed and returns it. It is called about once a second, or
	// once more when a hundredth of the points is spent, and before a request is sent:
	// it should be quick. When it fails the process goes on alone, see
	// BudgetState.Err.
	Exchange(ctx context.Context, mine BudgetShare) (all BudgetShare, err error)
}

// BudgetShare is what one process, or all of them, know of a budget. Times are by the
// clock of the service.
type BudgetShare struct {
	// End is when the hour ends that Spent is of.
	End time.Time
	// Spent is how many points were spent. It can be negative, where requests under
	// way cost less than expected.
	Spent int
	// Closed is until when the service refuses all requests; zero if it does not.
	Closed time.Time
}

// BudgetState is what is known of a budget at a time.
type BudgetState struct {
	// Points is how many points an hour has; 0 if that is not known.
	Points int
	// Spent is how many were spent in this hour: an estimate.
	Spent int
	// Reserved is how many the requests under way are expected to cost.
	Reserved int
	// Remaining is how many are left when those are paid for; -1 if that is not
	// known. It is an estimate unless Told.
	Remaining int
	// Told is whether the service said how many are left.
	Told bool
	// UsedUp is whether nothing is sent until Reset.
	UsedUp bool
	// Reserve is how many of the points are left to calls that are Interactive.
	Reserve int
	// KeptBack is whether calls were kept back, until Reset, since what remains is the
	// Reserve, or less than one of them may cost; others may still be sent.
	KeptBack bool
	// Reset is when the points are renewed, by the clock of this machine; while UsedUp
	// or KeptBack, when requests are sent again.
	Reset time.Time
	// Waiting is how many calls wait for points.
	Waiting int
	// Err is why the last exchange with the store failed.
	Err error
}

// NewBudget returns the budget of an app of which nothing was spent. Its error wraps
// [ErrInvalid].
func NewBudget(options *BudgetOptions) (*Budget, error) {
	var o BudgetOptions
	if options != nil {
		o = *options
	}
	switch {
	case o.Points < 0 || o.Reserve < 0:
		return nil, argument.Invalid("budget", "has a negative number of points")
	case o.Points > 0 && o.Reserve >= o.Points:
		return nil, argument.Invalid("budget", "has nothing but its reserve")
	}
	return newBudget(o), nil
}

func newBudget(o BudgetOptions) *Budget {
	inner := limit.Options{Limit: o.Points, Reserve: o.Reserve}
	if store := o.Store; store != nil {
		inner.Share = func(ctx context.Context, mine limit.Share) (limit.Share, error) {
			all, err := store.Exchange(ctx, BudgetShare(mine))
			return limit.Share(all), err
		}
	}
	return &Budget{limit.NewQuota(inner)}
}

// State returns what is known now.
func (b *Budget) State() BudgetState {
	s := b.quota.State()
	state := BudgetState{
		Points: s.Limit, Spent: s.Spent, Reserved: s.Reserved, Remaining: -1, Told: s.Told, UsedUp: s.Closed,
		Reserve: s.Reserve, KeptBack: s.Kept, Reset: s.Reset, Waiting: s.Waiting, Err: s.Err,
	}
	if s.Known {
		state.Remaining = s.Left
	}
	return state
}

// WithBudget has the client spend from a budget that it shares with others. Data
// Center has no quota, and its client refuses the option.
func WithBudget(budget *Budget) Option {
	return func(s *settings) error {
		if budget == nil || budget.quota == nil {
			return argument.Invalid("budget", "is nil; make one with NewBudget")
		}
		s.budget = budget
		return nil
	}
}

// budgetOf returns the budget for a connection with these settings.
func (c *Conn) budgetOf(s settings) (*Budget, error) {
	switch {
	case c.limits.oneBucket && s.budget != nil:
		return nil, argument.Invalid("budget", "is of no use: Data Center has no quota")
	case c.limits.oneBucket:
		return nil, nil //nolint:nilnil // there is none
	case s.budget != nil:
		return s.budget, nil
	}
	return newBudget(BudgetOptions{}), nil
}
