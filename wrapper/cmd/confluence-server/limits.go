package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/confluence-people/go-sdk/wrapper/cloud/cloudtest"
	"github.com/confluence-people/go-sdk/wrapper/confluencetest"
)

// everybody stands for each that has no limit of its own.
const everybody = "*"

// limit opens a rate limit of the command line on a site.
func (s *site) limit(spec string) error {
	of, bucket, err := parseLimit(spec)
	switch {
	case err != nil:
		return err
	case of == everybody:
		of = ""
	case s.limitPoints != nil && !slices.Contains(s.operations, of): // Cloud
		return fmt.Errorf("there is no operation %q", of)
	}
	s.server.LimitRequests(of, bucket)
	return nil
}

// parseLimit reads WHO=SIZE[:FILL/INTERVAL].
func parseLimit(spec string) (of string, b confluencetest.Bucket, err error) {
	wrong := errors.New("it must be WHO=SIZE or WHO=SIZE:FILL/INTERVAL, such as getUser=20:10/1s")
	at := strings.LastIndex(spec, "=")
	if at < 1 {
		return "", b, wrong
	}
	size, rate, rated := strings.Cut(spec[at+1:], ":")
	if b.Size, err = positive(size); err != nil {
		return "", b, wrong
	}
	if rated {
		fill, interval, _ := strings.Cut(rate, "/")
		if b.Fill, err = positive(fill); err != nil {
			return "", b, wrong
		}
		if b.Interval, err = time.ParseDuration(interval); err != nil || b.Interval <= 0 {
			return "", b, wrong
		}
	}
	return spec[:at], b, nil
}

// quota sets the quota of the command line on a site.
func (s *site) quota(spec string) error {
	if spec == "" {
		return nil
	}
	if s.limitPoints == nil {
		return errors.New("Data Center has no quota") //nolint:staticcheck // a name
	}
	quota, err := parseQuota(spec)
	if err == nil {
		s.limitPoints(quota)
	}
	return err
}

// parseQuota reads POINTS[:STYLE].
func parseQuota(spec string) (q cloudtest.PointsQuota, err error) {
	styles := map[string]cloudtest.QuotaHeaders{
		"all": cloudtest.QuotaAllHeaders, "retry-after": cloudtest.QuotaRetryAfter, "x-ratelimit": cloudtest.QuotaXRateLimit,
		"ratelimit": cloudtest.QuotaRateLimit, "gateway": cloudtest.QuotaGateway,
	}
	points, style, styled := strings.Cut(spec, ":")
	known := true
	if styled {
		q.Headers, known = styles[style]
	}
	if q.Points, err = positive(points); err != nil || !known {
		return q, fmt.Errorf("it must be POINTS or POINTS:STYLE, with a style of %s", strings.Join(slices.Sorted(maps.Keys(styles)), ", "))
	}
	return q, nil
}

// positive reads a number above 0.
func positive(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err == nil && n < 1 {
		err = strconv.ErrRange
	}
	return n, err
}
