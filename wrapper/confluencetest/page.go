package confluencetest

// standardLimit is how many rows most lists hold when none are asked for, and
// the most that some of them allow.
const standardLimit = 200

// links are the addresses in an answer. They name the site, whichever way the
// request came. A resource has no neighbours.
type links struct {
	Base    string `json:"base,omitempty"`
	Context string `json:"context,omitempty"`
	Self    string `json:"self,omitempty"`
	Next    string `json:"next,omitempty"`
	Prev    string `json:"prev,omitempty"`
}

// page is the envelope of a list. Cloud counts the rows of all pages in
// TotalSize, Data Center in TotalCount.
type page[T any] struct {
	Results    []T   `json:"results"`
	Start      int   `json:"start"`
	Limit      int   `json:"limit"`
	Size       int   `json:"size"`
	TotalSize  *int  `json:"totalSize,omitempty"`
	TotalCount *int  `json:"totalCount,omitempty"`
	Links      links `json:"_links"`
}

// paging is which part of a list is asked for.
type paging struct {
	start, limit int
}

// pagingOf reads the two parameters, where limit has a default.
func pagingOf(start, limit *int32, standard int) paging {
	p := paging{limit: standard}
	if start != nil {
		p.start = int(*start)
	}
	if limit != nil {
		p.limit = int(*limit)
	}
	return p
}

// cut returns the rows of a page, of which a short one does not hold as many as
// were asked for.
func cut[R any](rows []R, p paging, shortenTo int) []R {
	size := p.limit
	if shortenTo > 0 {
		size = min(size, shortenTo)
	}
	from := min(p.start, len(rows))
	return rows[from:min(from+size, len(rows))]
}
