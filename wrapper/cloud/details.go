package cloud

import (
	"log/slog"

	gen "github.com/confluence-people/go-sdk/gen/cloud"
)

// Details are what a profile says of work and contact. Printed and logged, they
// show nothing of it.
type Details struct {
	// Business is what the profile says of work.
	Business BusinessDetails `json:"business,omitzero"`
	// Personal is what the profile says of contact.
	Personal PersonalDetails `json:"personal,omitzero"`
}

// BusinessDetails are what a profile says of work.
type BusinessDetails struct {
	// Position is the job title.
	Position string `json:"position,omitempty"`
	// Department is the department or team.
	Department string `json:"department,omitempty"`
	// Location is the place of work.
	Location string `json:"location,omitempty"`
}

// PersonalDetails are what a profile says of contact.
type PersonalDetails struct {
	// Email is an e-mail address, not that of the account.
	Email string `json:"email,omitempty"`
	// Phone is a telephone number.
	Phone string `json:"phone,omitempty"`
	// IM is an address for chat.
	IM string `json:"im,omitempty"`
	// Website is a web site.
	Website string `json:"website,omitempty"`
}

// String shows nothing of the details.
func (Details) String() string { return "details of a profile" }

// LogValue shows nothing of the details.
func (d Details) LogValue() slog.Value { return slog.StringValue(d.String()) }

// String shows nothing of the details.
func (BusinessDetails) String() string { return "business details of a profile" }

// LogValue shows nothing of the details.
func (d BusinessDetails) LogValue() slog.Value { return slog.StringValue(d.String()) }

// String shows nothing of the details.
func (PersonalDetails) String() string { return "personal details of a profile" }

// LogValue shows nothing of the details.
func (d PersonalDetails) LogValue() slog.Value { return slog.StringValue(d.String()) }

func newDetails(d gen.UserDetails) *Details {
	details := Details{
		Business: BusinessDetails{Position: d.Business.Position, Department: d.Business.Department, Location: d.Business.Location},
		Personal: PersonalDetails{Email: d.Personal.Email, Phone: d.Personal.Phone, IM: d.Personal.Im, Website: d.Personal.Website},
	}
	if details == (Details{}) {
		return nil
	}
	found := details // allocated only here
	return &found
}

// Operation is something that the caller may do with a profile.
type Operation struct {
	// Name is what may be done.
	Name OperationName `json:"operation,omitempty"`
	// TargetType is the kind of thing it may be done with, such as "userProfile".
	TargetType string `json:"targetType,omitempty"`
}

// OperationName names something to do. It is open: expect others.
type OperationName string

// The known names of things to do.
const (
	OperationAdminister       OperationName = "administer"
	OperationArchive          OperationName = "archive"
	OperationClearPermissions OperationName = "clear_permissions"
	OperationCopy             OperationName = "copy"
	OperationCreate           OperationName = "create"
	OperationCreateSpace      OperationName = "create_space"
	OperationDelete           OperationName = "delete"
	OperationExport           OperationName = "export"
	OperationMove             OperationName = "move"
	OperationPurge            OperationName = "purge"
	OperationPurgeVersion     OperationName = "purge_version"
	OperationRead             OperationName = "read"
	OperationRestore          OperationName = "restore"
	OperationRestrictContent  OperationName = "restrict_content"
	OperationUpdate           OperationName = "update"
	OperationUse              OperationName = "use"
	OperationViewAnalytics    OperationName = "view_analytics"
)

func newOperations(list []gen.OperationCheckResult) []Operation {
	if len(list) == 0 {
		return nil
	}
	operations := make([]Operation, len(list))
	for i, o := range list {
		operations[i] = Operation{Name: OperationName(o.Operation), TargetType: o.TargetType}
	}
	return operations
}
