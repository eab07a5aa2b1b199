package limit

import (
	"math"
	"time"
)

// pace is how fast requests go. It changes once in an epoch, by what responses
// say on average to requests sent in it: single responses arrive in any order,
// and what the newest says is left was taken by others since.
type pace struct {
	limited bool    // the service named a limit
	told    float64 // the rate it told; 0 if it does not
	rate    float64 // requests a second
	bucket  float64 // the size of the bucket; 0 if it is not told
	spare   float64 // how many may go at once after a time without any
	pause   time.Duration
	refused time.Time // when it refused last

	epoch   uint64
	since   time.Time
	n       int       // responses to requests of the epoch
	sum     float64   // of what they said was left before them
	level   float64   // the mean of the epoch before, as a part of the bucket
	known   bool      // level is
	waited  bool      // somebody had to wait
	sends   int       // requests sent in the epoch
	climbs  int       // epochs in a row with a full bucket
	steered bool      // it was, since a limit was named
	ramping bool      // the bucket may fill much faster
	begun   time.Time // when it first refused

	second   time.Time // what was accepted in this second and the one before
	accepted [2]float64
}

const (
	// target is how full the bucket is to be: enough below to take up what
	// arrives unevenly, enough above to see that it fills.
	target = 0.6
	// full is when the bucket is so full that the rate says nothing of what
	// would be possible.
	full = 0.9
	// epochs last a second at least, and three responses.
	epochTime      = time.Second
	epochResponses = 3
	// slower is what a refusal does to the rate.
	slower = 0.7
	// muchSlower is the same before the rate was ever steered: others may have begun
	// at the same moment.
	muchSlower = 0.5
	// littleSlower is the same where refusals are all that is told: they are then
	// how the limit is found.
	littleSlower = 0.85
)

// interval is the time between two requests; 0 while no limit is named.
func (p *pace) interval() time.Duration {
	if !p.limited {
		return 0
	}
	return time.Duration(float64(time.Second) / p.rate)
}

// slack is how early a request may go, so that the rate holds in the mean
// although timers are late and requests come unevenly.
func (p *pace) slack() time.Duration {
	const late = 10 * time.Millisecond
	return late + time.Duration(p.spare*float64(p.interval()))
}

// begin notes that a request is sent.
func (p *pace) begin(turn *Turn, now time.Time) {
	turn.epoch, turn.sent = p.epoch, now
	p.sends++
}

// learn follows what a response says.
func (p *pace) learn(turn *Turn, said Response, now time.Time) {
	if said.Bucket > 0 && (said.Rate > 0 || !p.limited && !said.Refused) {
		p.follow(said, now)
	}
	if said.Bucket > 0 {
		p.bucket = float64(said.Bucket)
	}
	if said.Refused {
		p.refuse(turn, said, now)
		return
	}
	if !said.Accepted {
		return
	}
	p.accept(now)
	if !p.limited || turn.epoch != p.epoch {
		return
	}
	p.n++
	if said.Bucket > 0 {
		p.sum += float64(said.Left + 1)
	} else {
		p.bucket = 0
	}
	if p.n < epochResponses || turn.sent.Sub(p.since) < epochTime && !p.ramping {
		return
	}
	if p.bucket > 0 {
		p.steer(p.sum/float64(p.n)/p.bucket, now)
	} else {
		p.probe(now)
	}
}

// follow takes over the rate that the service tells. Where it tells but the size of
// the bucket, that is taken to fill within a second, until it shows that it fills
// faster.
func (p *pace) follow(said Response, now time.Time) {
	if p.limited && p.told == said.Rate && p.bucket == float64(said.Bucket) {
		return
	}
	p.told, p.rate, p.limited = said.Rate, said.Rate, true
	if p.told == 0 {
		p.rate, p.ramping = float64(said.Bucket), true
	}
	p.spare = float64(min(said.Left, said.Bucket)) / 2
	p.renew(now)
	p.known = false
}

// refuse slows down after a refusal, once for all that were sent at one rate. Of the
// requests that were sent at once, before a limit was named, each counts: what was
// accepted of them is about the share that others leave.
func (p *pace) refuse(turn *Turn, said Response, now time.Time) {
	p.refused, p.ramping = now, false
	p.pause = max(said.Pause, p.pause*9/10)
	switch {
	case !p.limited:
		p.limited, p.begun = true, now
		p.rate = max(p.recently(now), 1)
		if said.Pause <= time.Second {
			p.rate = max(p.rate, 0.8*p.bucket) // the bucket fills within a second
		}
	case turn.epoch == p.epoch:
		by := slower
		switch {
		case p.bucket == 0:
			by = littleSlower
		case !p.steered:
			by = muchSlower
		}
		p.set(min(p.rate, p.sent(now)) * by)
	case turn.epoch == 0 && p.epoch == 1 && p.bucket > 0:
		// It was sent before anything was known. What of the bucket was not for us is
		// for others.
		p.set(min(max(p.recently(now), 1), p.bucket))
		p.spare = 0
		return
	default:
		return
	}
	p.spare, p.climbs = 0, 0
	p.known = false
	p.renew(after(now, said.Pause))
}

// steer brings the bucket to the level that is best. The rate goes up or down
// with the level and with its change: the change alone says how far the rate is
// from what the bucket takes.
func (p *pace) steer(level float64, now time.Time) {
	length := now.Sub(p.since).Seconds()
	// turns is how often the bucket is filled in an epoch. Where that is often, a
	// small difference soon empties it.
	turns := max(length*p.fill()/p.bucket, 0.5)
	change := 0.2 / turns * (level - target)
	switch {
	case level > full && p.ramping:
		change = 1
	case level > full:
		p.climbs = min(p.climbs+1, 4)
		change = 0.3 * float64(p.climbs) / max(turns, float64(p.climbs))
		p.spare = min(p.spare+p.bucket/10, p.bucket/2)
	case p.known:
		change += 0.5 / turns * (level - p.level)
	}
	if level < 0.75 {
		p.spare, p.climbs, p.ramping = 0, 0, false
	}
	if change > 0 && !p.waited {
		change = 0
	}
	rate := p.rate
	if change < 0 {
		rate = min(rate, p.sent(now)*1.1)
	}
	p.level, p.known, p.steered = level, true, true
	p.set(rate * (1 + max(change, -0.3)))
	p.renew(now)
}

// fill estimates how many tokens a second the bucket gets in all, if several
// share it: too high an estimate only makes for smaller steps.
func (p *pace) fill() float64 {
	if p.told > 0 {
		return p.told
	}
	return min(max(p.bucket, p.rate), 4*p.rate)
}

// probe goes up slowly where the service tells nothing but that it refuses.
func (p *pace) probe(now time.Time) {
	quiet := now.Sub(p.refused).Seconds() / 20
	if p.waited {
		p.set(p.rate * (1 + min(0.005*(1+quiet*quiet), 0.1)*now.Sub(p.since).Seconds()))
	}
	p.renew(now)
}

// set changes the rate within its bounds: never above what the service told, and
// never so low that it would not be noticed when things get better.
func (p *pace) set(rate float64) {
	least := 1.0 / 60
	switch {
	case p.told > 0:
		rate = min(rate, p.told)
		least = p.told / 16
	case p.pause > 2*time.Second:
		// The service has one more after the pause: that is about its rate.
		least = max(least, 1/(p.pause+p.interval()).Seconds())
	case p.bucket > 0:
		least = max(least, p.bucket/16)
	case p.pause > 0:
		least = 1 / p.pause.Seconds()
	}
	p.rate = max(rate, min(least, p.rate))
}

// renew begins an epoch.
func (p *pace) renew(now time.Time) {
	p.epoch++
	p.since, p.n, p.sum, p.sends, p.waited = now, 0, 0, 0, false
}

// sent is how many requests a second were sent in the epoch.
func (p *pace) sent(now time.Time) float64 {
	length := now.Sub(p.since)
	if length < epochTime {
		return p.rate
	}
	return float64(p.sends) / length.Seconds()
}

// accept counts what is accepted.
func (p *pace) accept(now time.Time) {
	p.turnSecond(now)
	p.accepted[1]++
	if p.told == 0 && now.Sub(p.begun) < time.Second {
		p.rate = max(p.rate, p.recently(now))
	}
}

// recently is how many requests were accepted in the last second.
func (p *pace) recently(now time.Time) float64 {
	p.turnSecond(now)
	return p.accepted[1] + p.accepted[0]*(1-math.Min(now.Sub(p.second).Seconds(), 1))
}

func (p *pace) turnSecond(now time.Time) {
	switch old := now.Sub(p.second); {
	case old < time.Second:
	case old < 2*time.Second:
		p.second, p.accepted = p.second.Add(time.Second), [2]float64{p.accepted[1], 0}
	default:
		p.second, p.accepted = now, [2]float64{}
	}
}
