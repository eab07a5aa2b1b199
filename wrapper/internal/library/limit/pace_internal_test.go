package limit

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const exact = 1e-9

var start = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

func at(seconds float64) time.Time { return start.Add(time.Duration(seconds * float64(time.Second))) }

// TestSteer: the rate follows the level of the bucket and its change, by steps
// that are smaller the more often the bucket is filled in an epoch.
func TestSteer(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pace    pace // told 10, a bucket of 10 and a rate of 5, where it does not say
		level   float64
		seconds float64
		rate    float64
		spare   float64
		climbs  int
	}{
		"at the target":              {pace{waited: true, sends: 5}, 0.6, 1, 5, 0, 0},
		"at the target, few sent":    {pace{waited: true, sends: 1}, 0.6, 1, 5, 0, 0},
		"above, ramping up":          {pace{waited: true, sends: 5, ramping: true, told: -1}, 0.9, 1, 5 * 1.06, 0, 0},
		"below":                      {pace{waited: true, sends: 5}, 0.3, 1, 5 * 0.94, 0, 0},
		"below, few were sent":       {pace{waited: true, sends: 2}, 0.3, 1, 2.2 * 0.94, 0, 0},
		"below, over two seconds":    {pace{waited: true, sends: 10}, 0.3, 2, 5 * 0.97, 0, 0},
		"below, in half a turn":      {pace{waited: true, sends: 5, bucket: 40}, 0.3, 1, 5 * 0.88, 0, 0},
		"below and falling":          {pace{waited: true, sends: 5, known: true, level: 0.5}, 0.3, 1, 5 * 0.84, 0, 0},
		"below and rising":           {pace{waited: true, sends: 5, known: true, level: 0.2}, 0.3, 1, 5 * 0.99, 0, 0},
		"below and falling, 2 turns": {pace{waited: true, sends: 10, known: true, level: 0.5}, 0.3, 2, 5 * 0.92, 0, 0},
		"far below":                  {pace{waited: true, sends: 5, known: true, level: 0.9}, 0.1, 1, 5 * 0.7, 0, 0},
		"above":                      {pace{waited: true, sends: 5}, 0.9, 1, 5 * 1.06, 0, 0},
		"above, nobody waited":       {pace{sends: 5}, 0.9, 1, 5, 0, 0},
		"above, few were sent":       {pace{waited: true, sends: 1}, 0.8, 1, 5 * 1.04, 0, 0},
		"full":                       {pace{waited: true, sends: 5}, 0.95, 1, 5 * 1.3, 1, 1},
		"full again":                 {pace{waited: true, sends: 5, climbs: 1, spare: 1}, 0.95, 1, 5 * 1.3, 2, 2},
		"full again, 4 turns":        {pace{waited: true, sends: 20, climbs: 1, spare: 1}, 0.95, 4, 5 * 1.15, 2, 2},
		"full for long":              {pace{waited: true, sends: 40, climbs: 4, spare: 5}, 0.95, 8, 5 * 1.15, 5, 4},
		"full, ramping up":           {pace{waited: true, sends: 5, ramping: true, told: -1, climbs: 2}, 0.95, 1, 10, 0, 2},
		"full, never above told":     {pace{waited: true, sends: 5, rate: 9}, 0.95, 1, 10, 1, 1},
		"spare is used up":           {pace{waited: true, sends: 5, climbs: 3, spare: 3}, 0.7, 1, 5 * 1.02, 0, 0},
		"spare is kept":              {pace{waited: true, sends: 5, climbs: 3, spare: 3}, 0.75, 1, 5 * 1.03, 3, 3},
	} {
		p := c.pace
		p.limited, p.since = true, start
		if p.told == 0 {
			p.told = 10
		}
		p.told = max(p.told, 0)
		if p.bucket == 0 {
			p.bucket = 10
		}
		if p.rate == 0 {
			p.rate = 5
		}
		epoch := p.epoch
		p.steer(c.level, at(c.seconds))
		require.InDelta(t, c.rate, p.rate, exact, name)
		require.InDelta(t, c.spare, p.spare, exact, name)
		require.Equal(t, c.climbs, p.climbs, name)
		require.InDelta(t, c.level, p.level, exact, name)
		require.True(t, p.known && p.steered, name)
		require.Equal(t, epoch+1, p.epoch, name)
		require.Equal(t, at(c.seconds), p.since, name)
		require.Equal(t, c.level >= 0.75 && c.pace.ramping, p.ramping, name)
	}
}

// TestRateWithinBounds: never above what the service told, and never so low that
// nobody would see it getting better.
func TestRateWithinBounds(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pace pace
		set  float64
		want float64
	}{
		"told":                    {pace{told: 16, rate: 8}, 9, 9},
		"above told":              {pace{told: 16, rate: 8}, 17, 16},
		"the least of told":       {pace{told: 16, rate: 8}, 0.5, 1},
		"below it before":         {pace{told: 16, rate: 0.5}, 0.1, 0.5},
		"nothing told":            {pace{rate: 8}, 0.001, 1.0 / 60},
		"a bucket":                {pace{rate: 8, bucket: 32}, 1, 2},
		"a small bucket":          {pace{rate: 8, bucket: 0.1}, 0.001, 1.0 / 60},
		"a pause":                 {pace{rate: 8, pause: 2 * time.Second}, 0.1, 0.5},
		"two seconds":             {pace{rate: 8, pause: 2 * time.Second, limited: true}, 0.1, 0.5},
		"a second":                {pace{rate: 8, pause: time.Second, limited: true}, 0.1, 1},
		"a long pause":            {pace{rate: 8, pause: 9 * time.Second, limited: true, bucket: 320}, 0.01, 1 / 9.125},
		"a long pause, no bucket": {pace{rate: 0.5, pause: 18 * time.Second, limited: true}, 0.01, 0.05},
		"an hour":                 {pace{rate: 0.5, pause: time.Hour, limited: true}, 0.001, 1.0 / 60},
	} {
		p := c.pace
		p.set(c.set)
		require.InDelta(t, c.want, p.rate, exact, name)
	}
}

// TestRefuse: how much slower it gets by a refusal, once in an epoch.
func TestRefuse(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pace  pace
		turn  Turn
		pause time.Duration
		want  float64
	}{
		"the first one, little was accepted": {pace{}, Turn{}, time.Minute, 1},
		"the first one":                      {pace{accepted: [2]float64{40, 7}, second: at(9.5)}, Turn{}, time.Minute, 27},
		"the first one, a bucket":            {pace{bucket: 100}, Turn{}, time.Second, 80},
		"the first one, a bucket, long":      {pace{bucket: 100}, Turn{}, time.Second + 1, 1},
		"steered":                            {pace{limited: true, rate: 10, sends: 100, bucket: 5, steered: true}, Turn{}, 0, 7},
		"steered, few were sent":             {pace{limited: true, rate: 10, sends: 80, bucket: 5, steered: true}, Turn{}, 0, 5.6},
		"not steered":                        {pace{limited: true, rate: 10, sends: 100, bucket: 5}, Turn{}, 0, 5},
		"nothing told":                       {pace{limited: true, rate: 10, sends: 100, steered: true}, Turn{}, 0, 8.5},
		"sent before":                        {pace{limited: true, rate: 10, sends: 100, epoch: 3, spare: 2}, Turn{epoch: 2}, 0, 10},
		"sent before, the first epoch":       {pace{limited: true, rate: 10, bucket: 10, epoch: 2, spare: 2}, Turn{}, 0, 10},
		"sent before, no bucket":             {pace{limited: true, rate: 10, epoch: 1, spare: 2}, Turn{}, 0, 10},
	} {
		p := c.pace
		p.since, p.known, p.ramping, p.climbs = start, true, true, 2
		epoch := p.epoch
		p.refuse(&c.turn, Response{Refused: true, Pause: c.pause}, at(10))
		require.InDelta(t, c.want, p.rate, exact, name)
		require.True(t, p.limited)
		require.False(t, p.ramping)
		require.Equal(t, at(10), p.refused)
		if strings.HasPrefix(name, "sent before") {
			require.Equal(t, epoch, p.epoch)
			require.InDelta(t, 2, p.spare, exact)
			continue
		}
		require.Zero(t, p.spare+float64(p.climbs), name)
		require.False(t, p.known, name)
		require.Equal(t, epoch+1, p.epoch, name)
		require.Equal(t, at(10).Add(c.pause), p.since, "the next epoch begins after the pause")
	}
	p := pace{limited: true, rate: 10}
	for _, c := range [][2]time.Duration{{10 * time.Second, 10 * time.Second}, {0, 9 * time.Second}, {8500 * time.Millisecond, 8500 * time.Millisecond}} {
		p.refuse(&Turn{epoch: 9}, Response{Pause: c[0]}, start)
		require.Equal(t, c[1], p.pause, "of pauses the longest is remembered for a while")
	}
}

// TestShare: of many requests that were sent at once, what was accepted tells the
// rate that others leave, up to the last that was refused.
func TestShare(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		told     float64
		accepted float64
		want     float64
	}{
		"a share":                  {10, 3, 3},
		"all of it":                {10, 12, 10},
		"nothing":                  {10, 0, 1},
		"a rate below one":         {0.5, 3, 0.5},
		"no rate told":             {0, 3, 3},
		"no rate told, nothing":    {0, 0, 1},
		"no rate told, it is fast": {0, 30, 10},
	} {
		p := pace{limited: true, told: c.told, rate: 10, bucket: 10, epoch: 1, since: at(10), spare: 2, accepted: [2]float64{0, c.accepted}, second: at(10)}
		if c.told > 0 {
			p.rate = c.told
		}
		p.refuse(&Turn{}, Response{Refused: true, Pause: time.Second}, at(10))
		require.InDelta(t, c.want, p.rate, exact, name)
		require.Zero(t, p.spare, name)
		require.EqualValues(t, 1, p.epoch, name)
	}
}

// TestLearn: what responses say counts for the epoch that their requests were sent
// in, and three of them, over a second, change the rate.
func TestLearn(t *testing.T) {
	t.Parallel()
	told := Response{Accepted: true, Bucket: 10, Rate: 10, Left: 7}
	var p pace
	p.learn(&Turn{sent: start}, Response{Accepted: true}, start)
	require.False(t, p.limited, "nothing is named")
	p.learn(&Turn{sent: start}, told, start)
	require.True(t, p.limited)
	require.Equal(t, []float64{10, 10, 10, 3.5}, []float64{p.told, p.rate, p.bucket, p.spare})
	require.EqualValues(t, 1, p.epoch)
	require.Zero(t, p.n, "its request was sent before")
	require.Equal(t, 100*time.Millisecond, p.interval())
	require.Equal(t, 360*time.Millisecond, p.slack())
	p.level, p.known = 0.4, true
	p.learn(&Turn{epoch: 1, sent: at(0.2)}, told, at(0.3))
	require.Equal(t, 1, p.n)
	require.True(t, p.known, "nothing else is told")
	p.learn(&Turn{epoch: 1, sent: at(1.5)}, Response{}, at(1.6))
	p.learn(&Turn{epoch: 0, sent: at(1.5)}, told, at(1.6))
	require.Equal(t, 1, p.n)
	p.learn(&Turn{epoch: 1, sent: at(1)}, told, at(1.6))
	p.learn(&Turn{epoch: 1, sent: at(0.999)}, told, at(1.7))
	require.Equal(t, 3, p.n)
	require.InDelta(t, 24, p.sum, exact)
	p.learn(&Turn{epoch: 1, sent: at(1)}, told, at(1.7))
	require.EqualValues(t, 2, p.epoch)
	require.InDelta(t, 0.8, p.level, exact)
	require.Zero(t, p.n)
	require.Zero(t, p.sum)

	p.learn(&Turn{epoch: 2}, Response{Accepted: true, Bucket: 20, Rate: 10, Left: 50}, at(2))
	require.EqualValues(t, 3, p.epoch, "the bucket is another")
	require.InDelta(t, 10, p.spare, exact)
	p.learn(&Turn{epoch: 3}, Response{Accepted: true, Bucket: 20, Rate: 5, Left: 1}, at(2))
	require.EqualValues(t, 4, p.epoch, "the rate is another")
	require.InDelta(t, 5, p.rate, exact)

	// The size alone: a bucket that fills within a second, or faster.
	p = pace{}
	p.learn(&Turn{}, Response{Accepted: true, Bucket: 30, Left: 10}, start)
	require.InDelta(t, 30, p.rate, exact)
	require.True(t, p.ramping)
	for range 3 {
		require.EqualValues(t, 1, p.epoch)
		p.learn(&Turn{epoch: 1, sent: start}, Response{Accepted: true, Bucket: 30, Left: 10}, at(0.1))
	}
	require.EqualValues(t, 2, p.epoch, "a second is not waited for")
	p = pace{}
	p.learn(&Turn{}, Response{Refused: true, Bucket: 30, Pause: time.Minute}, start)
	require.InDelta(t, 1, p.rate, exact, "a refusal says no rate")
	require.InDelta(t, 30, p.bucket, exact)
}

// TestProbe: where only refusals tell, it goes up slowly, the longer ago the
// last one is the faster.
func TestProbe(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		waited     bool
		now, since float64
		want       float64
	}{
		"just refused":       {true, 2, 1, 10 * (1 + 0.005*1.01)},
		"over two seconds":   {true, 2, 0, 10 * (1 + 2*0.005*1.01)},
		"40 seconds ago":     {true, 40, 39, 10 * 1.025},
		"a hundred days ago": {true, 8_640_000, 8_639_999, 11},
		"nobody waited":      {false, 40, 39, 10},
	} {
		p := pace{limited: true, rate: 10, waited: c.waited, refused: start, since: at(c.since)}
		p.probe(at(c.now))
		require.InDelta(t, c.want, p.rate, exact, name)
		require.EqualValues(t, 1, p.epoch, name)
	}
	p := pace{limited: true, rate: 10, bucket: 5, waited: true, since: start, refused: start, begun: at(-5)}
	for range 3 {
		p.learn(&Turn{sent: at(1)}, Response{Accepted: true}, at(1))
	}
	require.Zero(t, p.bucket)
	require.Greater(t, p.rate, 10.0)
	require.False(t, p.steered)
}

func TestFill(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ told, bucket, rate, want float64 }{
		{7, 100, 1, 7}, {0, 20, 10, 20}, {0, 10, 20, 20}, {0, 100, 10, 40},
	} {
		p := pace{told: c.told, bucket: c.bucket, rate: c.rate}
		require.InDelta(t, c.want, p.fill(), exact)
	}
}

// TestRecently counts what was accepted in the last second, by two halves.
func TestRecently(t *testing.T) {
	t.Parallel()
	p := pace{told: 1, second: start}
	for i := range 10 {
		p.accept(at(float64(i) / 10))
	}
	require.InDelta(t, 10, p.recently(at(0.95)), exact)
	require.InDelta(t, 7.5, p.recently(at(1.25)), exact)
	p.accept(at(1.5))
	require.InDelta(t, 6, p.recently(at(1.5)), exact)
	require.InDelta(t, 1, p.recently(at(2)), exact)
	require.InDelta(t, 0, p.recently(at(4)), exact)
	require.Equal(t, at(4), p.second)
	require.Zero(t, p.rate, "it is told")

	p = pace{told: 1, second: start, accepted: [2]float64{0, 10}}
	p.accept(at(1))
	require.InDelta(t, 6, p.recently(at(1.5)), exact)
	p.accepted = [2]float64{0, 10}
	require.InDelta(t, 0, p.recently(at(3)), exact, "that is two seconds ago")

	p = pace{limited: true, rate: 1, second: start, begun: start}
	p.accept(at(0.5))
	p.accept(at(0.999))
	require.InDelta(t, 2, p.rate, exact, "a second after the first refusal what is accepted shows what is possible")
	p.accepted = [2]float64{50, 50}
	p.accept(at(1))
	require.InDelta(t, 2, p.rate, exact)
}

func TestSent(t *testing.T) {
	t.Parallel()
	p := pace{rate: 7, sends: 12, since: start}
	require.InDelta(t, 7, p.sent(at(0.999)), exact)
	require.InDelta(t, 12, p.sent(at(1)), exact)
	require.InDelta(t, 3, p.sent(at(4)), exact)
	var turn Turn
	p.epoch = 3
	p.begin(&turn, at(4))
	require.Equal(t, 13, p.sends)
	require.EqualValues(t, 3, turn.epoch)
	require.Equal(t, at(4), turn.sent)
	require.Zero(t, new(pace).interval())
}
