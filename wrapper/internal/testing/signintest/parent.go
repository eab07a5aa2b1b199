package signintest

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// scene is a site that processes of this program reach.
type scene struct {
	around *cloudtest.SignIn
	order  order
	open   Open
}

// newScene makes a site whose tokens live for two seconds, and puts the grant of
// a person into a store.
func newScene(t *testing.T, place string, open Open, life time.Duration) *scene {
	t.Helper()
	site := cloudtest.Start(t)
	s := &scene{around: cloudtest.StartSignIn(t, site), open: open}
	s.around.TokenLife(life)
	id, secret := s.around.AddApp(redirectURL)
	s.order = order{URL: s.around.URL(), ID: id, Secret: secret, Place: place}
	s.consent(t, site.AdminID())
	return s
}

func (s *scene) consent(t *testing.T, account string) {
	t.Helper()
	app, err := s.order.app()
	require.NoError(t, err)
	round := app.Begin()
	back, err := s.around.Consent(round.URL(), account)
	require.NoError(t, err)
	token, err := round.Exchange(t.Context(), back.Query())
	require.NoError(t, err)
	store, err := s.open(s.order.Place)
	require.NoError(t, err)
	require.NoError(t, app.Source(store).Save(t.Context(), token))
}

// start runs this program again, and returns its exit code and what it said.
func (s *scene) start(t *testing.T, o order) (code int, said string) {
	t.Helper()
	raw, err := json.Marshal(o) //nolint:gosec // the secret is the test server's
	if err != nil {
		t.Error(err)
		return -1, ""
	}
	self, err := os.Executable()
	if err != nil {
		t.Error(err)
		return -1, ""
	}
	command := exec.CommandContext(t.Context(), self) //nolint:gosec // this program
	command.Env = append(os.Environ(), env+"="+string(raw))
	out, err := command.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode(), string(out)
	}
	if err != nil {
		t.Error(err)
	}
	return 0, string(out)
}

// TwoProcesses has two processes of 64 goroutines each use one grant while its
// tokens live for two seconds: no request fails, and each refresh token is used
// once. During is called meanwhile, unless it is nil.
func TwoProcesses(t *testing.T, place string, open Open, during func()) {
	t.Helper()
	const long = 9 * time.Second
	s := newScene(t, place, open, 2*time.Second)
	// Long enough for the other process to come meanwhile.
	s.around.Inject(cloudtest.EndpointToken, 0, confluencetest.Delay(80*time.Millisecond))
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			o := s.order
			o.Time = long
			code, said := s.start(t, o)
			if code != 0 {
				t.Errorf("a process ended with %d: %s", code, said)
			}
		})
	}
	if during != nil {
		<-time.After(long / 3)
		during()
	}
	group.Wait()
	uses := s.around.TokenUses()
	require.Zero(t, uses.Refused)
	require.Greater(t, uses.Refreshes, 2)
	if during == nil { // else a save may have been made up for
		require.Zero(t, uses.Repeated)
	}
}

// Killed has a process die at every step of a refresh. The next start works, or,
// where the refresh token cannot be used again, says that consent is needed, and
// the one after it does not ask any more than it has to.
func Killed(t *testing.T, place func() string, open Open) {
	t.Helper()
	for _, leeway := range []time.Duration{10 * time.Minute, -1} {
		for _, step := range steps() {
			name := step + ", no leeway"
			if leeway > 0 {
				name = step
			}
			t.Run(name, func(t *testing.T) {
				s := newScene(t, place(), open, time.Second)
				s.around.Leeway(leeway)
				<-time.After(1100 * time.Millisecond) // the token expires
				dying := s.order
				dying.KillAt = step
				code, said := s.start(t, dying)
				require.NotZero(t, code)
				require.Empty(t, said, "it did not get there")

				lost := step == refreshed && leeway < 0
				for range 2 {
					code, said = s.start(t, s.order)
					if lost {
						require.Equal(t, 3, code, said)
					} else {
						require.Zero(t, code, said)
					}
				}
				if lost {
					require.LessOrEqual(t, s.around.TokenUses().Refused, 2, "each start asks once")
				} else {
					require.Zero(t, s.around.TokenUses().Refused)
				}
			})
		}
	}
}
