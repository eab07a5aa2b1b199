package confluence

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/confluence-people/go-sdk/wrapper/internal/library/limit"
)

var midnight = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// headersOf are headers read at midnight, given as names and values.
func headersOf(lines ...string) headers {
	h := http.Header{}
	for i := 0; i < len(lines); i += 2 {
		h.Add(lines[i], lines[i+1])
	}
	return headers{h, midnight}
}

// TestReadBucket: what the headers of Data Center say.
func TestReadBucket(t *testing.T) {
	t.Parallel()
	const interval, fill, blockedFor = "X-RateLimit-Interval-Seconds", "X-RateLimit-FillRate", "9223372036854775807"
	bucket := func(limit, left string, more ...string) []string {
		return append([]string{"X-RateLimit-Limit", limit, "X-RateLimit-Remaining", left}, more...)
	}
	for name, c := range map[string]struct {
		refused bool
		headers []string
		want    limit.Response
	}{
		"nothing":                 {false, nil, limit.Response{}},
		"left":                    {false, bucket("10", "7", interval, "2", fill, "5"), limit.Response{Bucket: 10, Left: 7, Rate: 2.5}},
		"no interval":             {false, bucket("10", "7", fill, "5"), limit.Response{Bucket: 10, Left: 7}},
		"an interval of 0":        {false, bucket("10", "7", interval, "0", fill, "5"), limit.Response{Bucket: 10, Left: 7}},
		"no rate":                 {false, bucket("10", "7", interval, "2"), limit.Response{Bucket: 10, Left: 7}},
		"a rate of 0":             {false, bucket("10", "7", interval, "2", fill, "0"), limit.Response{Bucket: 10, Left: 7}},
		"a limit of 0":            {false, bucket("0", "7", interval, "2", fill, "5"), limit.Response{}},
		"a limit alone":           {false, []string{"X-RateLimit-Limit", "10"}, limit.Response{}},
		"a wait, some left":       {false, bucket("10", "1", "Retry-After", "5"), limit.Response{Bucket: 10, Left: 1}},
		"a wait, none left":       {false, bucket("10", "0", "Retry-After", "5"), limit.Response{Bucket: 10, Pause: 5 * time.Second}},
		"a wait of a minute":      {false, bucket("10", "0", "Retry-After", "60"), limit.Response{Bucket: 10, Pause: time.Minute}},
		"a longer wait":           {false, bucket("10", "0", "Retry-After", "61"), limit.Response{Bucket: 10}},
		"refused":                 {true, bucket("10", "0", "Retry-After", "61"), limit.Response{Bucket: 10, Refused: true, Pause: 61 * time.Second}},
		"refused, nothing named":  {true, nil, limit.Response{Refused: true}},
		"refused, a limit of 0":   {true, bucket("0", "0"), limit.Response{Refused: true, Blocked: true}},
		"refused, a rate of 0":    {true, bucket("10", "0", fill, "0"), limit.Response{Bucket: 10, Refused: true, Blocked: true}},
		"refused, a rate":         {true, bucket("10", "0", fill, "1"), limit.Response{Bucket: 10, Refused: true}},
		"refused, without an end": {true, bucket("10", "0", "Retry-After", blockedFor), limit.Response{Bucket: 10, Refused: true, Pause: limit.Never}},
	} {
		said := limitInfo{refused: c.refused}
		said.readBucket(&http.Response{Header: headersOf(c.headers...).Header}, midnight)
		require.Equal(t, c.want, said.burst, name)
	}
}

// TestReadBoth: bursts and quotas of Cloud, in both families of headers, in force or
// announced.
func TestReadBoth(t *testing.T) {
	t.Parallel()
	const rows, beta = "RateLimit", "Beta-RateLimit"
	x := func(limit, left string, more ...string) []string {
		return append([]string{"X-RateLimit-Limit", limit, "X-RateLimit-Remaining", left}, more...)
	}
	told := func(left, limited int, pause time.Duration, preview bool) limit.QuotaResponse {
		return limit.QuotaResponse{Told: true, Left: left, Limit: limited, Pause: pause, Preview: preview}
	}
	for name, c := range map[string]struct {
		refused bool
		headers []string
		burst   limit.Response
		quota   limit.QuotaResponse
	}{
		"a quota":              {false, []string{rows, `"app-quota";r=11;t=600;q=65000`}, limit.Response{}, told(11, 65000, 10*time.Minute, false)},
		"nothing left named":   {false, []string{rows, `"app-quota";t=600;q=65000`}, limit.Response{}, limit.QuotaResponse{}},
		"the least of two":     {false, []string{rows, `"a-quota";r=11, "b-quota";r=9, "c-quota";r=10`}, limit.Response{}, told(9, 0, 0, false)},
		"two alike":            {false, []string{rows, `"a-quota";r=9;t=1, "b-quota";r=9;t=2`}, limit.Response{}, told(9, 0, time.Second, false)},
		"announced":            {false, []string{beta, `"app-quota";r=11`}, limit.Response{}, told(11, 0, 0, true)},
		"announced, in force":  {false, []string{beta, `"b-quota";r=3`, rows, `"a-quota";r=11`}, limit.Response{}, told(11, 0, 0, false)},
		"a burst":              {false, []string{rows, `"burst";r=3;q=5;w=1`}, limit.Response{Bucket: 5, Left: 3}, limit.QuotaResponse{}},
		"a burst, no size":     {false, []string{rows, `"burst";r=3;q=0`}, limit.Response{}, limit.QuotaResponse{}},
		"a burst, announced":   {false, []string{beta, `"burst";r=3;q=5`}, limit.Response{}, limit.QuotaResponse{}},
		"a burst of a minute":  {false, []string{rows, `"app";r=3;q=5;w=60`}, limit.Response{Bucket: 5, Left: 3}, limit.QuotaResponse{}},
		"above a minute":       {false, []string{rows, `"app";r=3;q=5;w=61`}, limit.Response{}, told(3, 5, 0, false)},
		"a window of 0":        {false, []string{rows, `"app";r=3;q=5;w=0`}, limit.Response{}, told(3, 5, 0, false)},
		"a quota of a minute":  {false, []string{rows, `"app-quota";r=3;q=5;w=60`}, limit.Response{}, told(3, 5, 0, false)},
		"X, a burst":           {false, x("100", "7"), limit.Response{Bucket: 100, Left: 7}, limit.QuotaResponse{}},
		"X, the largest burst": {false, x("999", "7"), limit.Response{Bucket: 999, Left: 7}, limit.QuotaResponse{}},
		"X, points":            {false, x("1000", "7"), limit.Response{}, told(7, 1000, 0, false)},
		"X, a limit of 0":      {false, x("0", "7"), limit.Response{}, limit.QuotaResponse{}},
		"X, soon":              {false, x("100", "7", "X-RateLimit-Reset", "2000-01-01T00:01Z"), limit.Response{Bucket: 100, Left: 7}, limit.QuotaResponse{}},
		"X, late":              {false, x("100", "7", "X-RateLimit-Reset", "2000-01-01T00:01:01Z"), limit.Response{}, told(7, 100, 61*time.Second, false)},
		"X, past":              {false, x("1000", "7", "X-RateLimit-Reset", "1999-12-31T23:59Z"), limit.Response{}, told(7, 1000, 0, false)},
		"X beside a burst":     {false, x("100", "7", rows, `"burst";r=3;q=5`), limit.Response{Bucket: 100, Left: 7}, limit.QuotaResponse{}},
		"X beside a quota":     {false, x("1000", "7", rows, `"app-quota";r=11`), limit.Response{}, told(11, 0, 0, false)},
		"X beside a preview":   {false, x("1000", "7", beta, `"app-quota";r=11`), limit.Response{}, told(7, 1000, 0, false)},
		"X, none left":         {false, x("100", "0", "Retry-After", "60"), limit.Response{Bucket: 100, Pause: time.Minute}, limit.QuotaResponse{}},
		"X, none left, long":   {false, x("100", "0", "Retry-After", "61"), limit.Response{Bucket: 100}, limit.QuotaResponse{}},
		"X, one left":          {false, x("100", "1", "Retry-After", "6"), limit.Response{Bucket: 100, Left: 1}, limit.QuotaResponse{}},
		"X, no points left":    {false, x("1000", "0", "Retry-After", "6"), limit.Response{}, told(0, 1000, 0, false)},
		"X, refused":           {true, x("100", "0", "Retry-After", "6"), limit.Response{Bucket: 100}, limit.QuotaResponse{}},
		"not X":                {false, []string{"Retry-After", "6"}, limit.Response{}, limit.QuotaResponse{}},
	} {
		h := headersOf(c.headers...)
		said := limitInfo{refused: c.refused}
		said.readBoth(h, h.family("X-Ratelimit-"), h.structured())
		require.Equal(t, c.burst, said.burst, name)
		require.Equal(t, c.quota, said.quota, name)
	}
}

// TestStructured: limits with parameters, in any order, quoted or not.
func TestStructured(t *testing.T) {
	t.Parallel()
	const century = 100 * 365 * 24 * time.Hour
	h := headersOf(
		"RateLimit", ` "a-quota" ; r=1;t="20"; q=x;w=-1;z=7, ;r=9`, "RateLimit", "burst;r=0;t=0",
		"RateLimit-Policy", `"a-quota";q=100;w=3600`, "RateLimit-Policy", `"far";t=9999999999`,
		"Beta-RateLimit", `"a-quota";r=5;t=50,new;r=6;t=60`, "Beta-RateLimit-Policy", "burst;q=2",
	)
	require.Equal(t, []limitRow{
		{name: "a-quota", left: 1, leftNamed: true, limit: 100, window: 3600, wait: 20 * time.Second},
		{name: "burst", burst: true, leftNamed: true, limit: 2},
		{name: "far", wait: century},
		{name: "new", preview: true, left: 6, leftNamed: true, wait: time.Minute},
	}, h.structured())
	require.Empty(t, headersOf().structured())
}

// TestRefusedFor: the first of the headers that says how long.
func TestRefusedFor(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers []string
		want    time.Duration
	}{
		"nothing":                     {nil, 0},
		"Retry-After":                 {[]string{"Retry-After", "5", "Beta-Retry-After", "6"}, 5 * time.Second},
		"announced":                   {[]string{"Retry-After", "0", "Beta-Retry-After", "6", "RateLimit", "a-quota;r=0;t=9"}, 6 * time.Second},
		"the longest that is used up": {[]string{"RateLimit", "a-quota;r=0;t=7, b-quota;r=0;t=9, c-quota;r=0;t=8, d-quota;r=1;t=99"}, 9 * time.Second},
		"none named as used up":       {[]string{"RateLimit", "burst;r=3;t=5, a-quota;r=1;t=7, b-quota;r=1;t=9"}, 7 * time.Second},
		"a burst is no quota":         {[]string{"RateLimit", "burst;r=3;t=5"}, 0},
		"a reset":                     {[]string{"X-RateLimit-Reset", "2000-01-01T00:00:09Z"}, 9 * time.Second},
		"a reset, announced":          {[]string{"X-Beta-RateLimit-Reset", "2000-01-01T00:00:09Z"}, 9 * time.Second},
		"both":                        {[]string{"X-RateLimit-Reset", "2000-01-01T00:00:03Z", "X-Beta-RateLimit-Reset", "2000-01-01T00:00:09Z"}, 9 * time.Second},
		"past":                        {[]string{"X-RateLimit-Reset", "1999-12-31T23:59:59Z"}, 0},
		"beside what is used up":      {[]string{"RateLimit", "a-quota;r=0;t=7", "X-RateLimit-Reset", "2000-01-01T00:00:09Z"}, 7 * time.Second},
	} {
		h := headersOf(c.headers...)
		require.Equal(t, c.want, h.refusedFor(h.family("X-Ratelimit-"), h.structured()), name)
	}
}

// TestWhoseRefusal: the quota's or a burst's, by words, by what is used up, by how
// long it takes, and where nothing is said, by how near the end must be.
func TestWhoseRefusal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		headers  []string
		refusals int
		want     bool
	}{
		"a reason":              {[]string{"RateLimit-Reason", "confluence-QUOTA-based"}, 0, true},
		"a cost":                {[]string{"RateLimit-Reason", "cost-budget"}, 0, true},
		"a burst":               {[]string{"RateLimit-Reason", "Burst", "Retry-After", "600"}, 0, false},
		"concurrency":           {[]string{"Beta-RateLimit-Reason", "concurrent-requests", "Retry-After", "600"}, 0, false},
		"threads":               {[]string{"RateLimit-Reason", "thread-pool", "Retry-After", "600"}, 0, false},
		"a quota used up":       {[]string{"RateLimit", "burst;r=1, a-quota;r=0", "Retry-After", "6"}, 0, true},
		"a burst used up":       {[]string{"RateLimit", "burst;r=0, a-quota;r=1", "Retry-After", "600"}, 0, false},
		"a minute":              {[]string{"Retry-After", "60"}, 0, false},
		"longer":                {[]string{"Retry-After", "61"}, 0, true},
		"points":                {[]string{"X-RateLimit-Limit", "1000", "Retry-After", "6"}, 0, true},
		"requests":              {[]string{"X-RateLimit-Limit", "999", "Retry-After", "6"}, 0, false},
		"nothing":               {nil, 9, false},
		"a reset in the past":   {[]string{"X-RateLimit-Reset", "1999-12-31T23:59Z"}, 3, false},
		"that does not pass":    {[]string{"X-RateLimit-Reset", "1999-12-31T23:59Z"}, 4, true},
		"a reset that is named": {[]string{"X-RateLimit-Reset", "2000-01-01T00:00:09Z"}, 9, false},
	} {
		call := &call{conn: &Conn{budget: newBudget(BudgetOptions{})}, refusals: c.refusals}
		h := headersOf(c.headers...)
		x, rows := h.family("X-Ratelimit-"), h.structured()
		require.Equal(t, c.want, call.isQuota(h, x, rows, h.refusedFor(x, rows)), name)
	}
	call := &call{conn: &Conn{budget: newBudget(BudgetOptions{Points: 100})}}
	h := headersOf()
	require.False(t, call.isQuota(h, family{}, nil, 0))
	call.conn.budget.quota.Leave(t.Context(), &limit.Spending{}, limit.QuotaResponse{Told: true, Left: -1}, 0)
	require.True(t, call.isQuota(h, family{}, nil, 0), "the end is near")
}

// TestWhatIsLeftAllTheSame: why that is of no use to a call.
func TestWhatIsLeftAllTheSame(t *testing.T) {
	t.Parallel()
	for says, closed := range map[string]limit.ClosedError{
		"": {},
		" but for 64 points, fewer than it may cost":        {Left: 64},
		" but for 64 points of the reserve":                 {Left: 64, Reserve: 64},
		" but for 837 points, of which 500 are the reserve": {Left: 837, Reserve: 500},
	} {
		require.Equal(t, says, butFor(&closed))
	}
}
