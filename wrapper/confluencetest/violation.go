package confluencetest

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
