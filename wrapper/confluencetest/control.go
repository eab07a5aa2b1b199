package confluencetest

// ControlOptions are for the control API of a test server, which tests in other
// languages steer it by. The description is api/control.yaml.
type ControlOptions struct {
	// Seed is what a reset brings back. When it is empty, it is the state at the
	// time of the call.
	Seed []byte
	// Open answers requests from other machines, too. The state has passwords and
	// tokens in it.
	Open bool
}
