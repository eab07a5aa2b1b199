package contract

import (
	"math"
	"regexp"
	"strconv"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/confluence-people/go-sdk/wrapper/internal/testserver/jsontext"
)

// shapes are the schemas of responses in a form that is quick to check against.
// They are made once; a contract does not change once it is in use.
type shapes struct {
	mu   sync.Mutex
	made map[*openapi3.Schema]*jsontext.Shape
}

// of returns the shape of a schema. Where the schema says what a shape cannot,
// it is one that nothing fits, and the validator decides.
func (s *shapes) of(schema *openapi3.SchemaRef) *jsontext.Shape {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.make(schema)
}

func (s *shapes) make(ref *openapi3.SchemaRef) *jsontext.Shape {
	if ref == nil || ref.Value == nil {
		return &jsontext.Shape{}
	}
	schema := ref.Value
	if known := s.made[schema]; known != nil {
		return known
	}
	if s.made == nil {
		s.made = map[*openapi3.Schema]*jsontext.Shape{}
	}
	shape := &jsontext.Shape{Nullable: schema.Nullable}
	s.made[schema] = shape // before its members, which may hold it
	switch {
	case !isPlain(schema):
	case schema.Type.Is(openapi3.TypeObject):
		s.object(shape, schema)
	case schema.Type.Is(openapi3.TypeArray):
		shape.Kind, shape.Items = jsontext.List, s.make(schema.Items)
	case schema.Type.Is(openapi3.TypeBoolean):
		shape.Kind = jsontext.Bool
	case schema.Type.Is(openapi3.TypeInteger):
		shape.Kind, shape.Allows = jsontext.Number, integers(schema)
	case schema.Type.Is(openapi3.TypeNumber) && schema.Format == "" && schema.Min == nil:
		shape.Kind = jsontext.Number
	case schema.Type.Is(openapi3.TypeString) && len(schema.Enum) > 0 && schema.Format == "":
		shape.Kind, shape.Allows = jsontext.Text, jsontext.OneOf(texts(schema.Enum)...)
	case schema.Type.Is(openapi3.TypeString) && schema.Format == "":
		shape.Kind = jsontext.Text
	case schema.Type.Is(openapi3.TypeString) && schema.Format == "date-time" && len(schema.Enum) == 0:
		shape.Kind, shape.Allows = jsontext.Text, regexp.MustCompile(openapi3.FormatOfStringDateTime).Match
	}
	return shape
}

// isPlain reports whether a schema says only what a shape can say.
func isPlain(s *openapi3.Schema) bool {
	return len(s.OneOf)+len(s.AnyOf)+len(s.AllOf) == 0 && s.Not == nil && s.Discriminator == nil &&
		s.Pattern == "" && s.MinLength == 0 && s.MaxLength == nil && s.MinItems == 0 && s.MaxItems == nil &&
		s.MinProps == 0 && s.MaxProps == nil && !s.UniqueItems && s.MultipleOf == nil && s.Max == nil &&
		!s.ExclusiveMin.IsTrue() && !s.ExclusiveMax.IsTrue() && (len(s.Enum) == 0 || s.Type.Is(openapi3.TypeString)) && !s.WriteOnly
}

func (s *shapes) object(shape *jsontext.Shape, schema *openapi3.Schema) {
	if len(schema.Properties) == 0 {
		more := schema.AdditionalProperties
		if len(schema.Required) == 0 && more.Schema == nil && (more.Has == nil || *more.Has) {
			shape.Kind = jsontext.Object
		}
		return
	}
	const bits = 64
	if len(schema.Required) > bits {
		return
	}
	shape.Members = map[string]jsontext.Member{}
	for name, member := range schema.Properties {
		shape.Members[name] = jsontext.Member{Shape: s.make(member)}
	}
	for i, name := range schema.Required {
		member, known := shape.Members[name]
		if !known { // of any kind; the validator knows
			return
		}
		member.Bit = 1 << i
		shape.Members[name] = member
		shape.Required |= member.Bit
	}
	shape.Kind = jsontext.Object
}

// integers allows what is written as an integer and within bounds.
func integers(schema *openapi3.Schema) func([]byte) bool {
	low, high := int64(math.MinInt64), int64(math.MaxInt64)
	if schema.Format == "int32" {
		low, high = math.MinInt32, math.MaxInt32
	}
	if schema.Min != nil {
		low = max(low, int64(math.Ceil(*schema.Min)))
	}
	return func(literal []byte) bool {
		n, err := strconv.ParseInt(string(literal), 10, 64)
		return err == nil && n >= low && n <= high
	}
}

func texts(values []any) []string {
	found := make([]string, 0, len(values))
	for _, value := range values {
		if text, is := value.(string); is {
			found = append(found, text)
		}
	}
	return found
}
