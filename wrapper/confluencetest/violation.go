package confluencetest

// Counts says how much a test server has seen, of which it keeps the newest.
type Counts struct {
	// Requests counts requests since their record was emptied.
	Requests int64
	// Violations counts violations since they were taken.
	Violations int64
}

// Violation is one way in which a request or a response departed from the
// OpenAPI description.
type Violation struct {
	// Operation is the operationId; empty where the request is for none.
	Operation string
	// Message says what departed and how, and names the operation.
	Message string
}

// String returns the message.
func (v Violation) String() string { return v.Message }
