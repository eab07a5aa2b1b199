package main

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// semantic is a semantic version.
type semantic struct {
	major, minor, patch int
	pre                 string // empty for a release
}

// parse reads a tag.
func parse(tag string) (semantic, error) {
	const number = `(0|[1-9]\d{0,8})`
	parts := regexp.MustCompile(`^v` + number + `\.` + number + `\.` + number + `(?:-([0-9A-Za-z.-]+))?$`).FindStringSubmatch(tag)
	if parts == nil {
		return semantic{}, fmt.Errorf("%q is no tag of a version, such as v1.2.3", tag)
	}
	v := semantic{pre: parts[4]}
	var errs [3]error
	v.major, errs[0] = strconv.Atoi(parts[1])
	v.minor, errs[1] = strconv.Atoi(parts[2])
	v.patch, errs[2] = strconv.Atoi(parts[3])
	return v, errors.Join(errs[:]...)
}

// less orders versions; that pre-releases of one version have an order among
// themselves does not matter here.
func (v semantic) less(w semantic) bool {
	switch {
	case v.major != w.major:
		return v.major < w.major
	case v.minor != w.minor:
		return v.minor < w.minor
	case v.patch != w.patch:
		return v.patch < w.patch
	}
	return v.pre != "" && v.pre != w.pre
}
