package web

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write openapi.json anew")

// TestTheDescriptionIsThatOfTheRoutes compares openapi.json with what the table of routes, the types of requests and answers and
// their comments say. go test ./query/web -update writes it.
func TestTheDescriptionIsThatOfTheRoutes(t *testing.T) {
	d := describer{t: t, schemas: map[string]any{}, comments: map[string]map[string]string{}}
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(d.document()); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("openapi.json", got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(string(description), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("openapi.json (-is +should be):\n%s", diff)
	}
}

// A describer makes the OpenAPI document.
type describer struct {
	t        *testing.T
	schemas  map[string]any
	comments map[string]map[string]string // package path -> "Type" or "Type.Field" -> comment
}

type object = map[string]any

func (d describer) document() object {
	paths := object{}
	for _, r := range routes() {
		at, ok := paths[root+r.path].(object)
		if !ok {
			at = object{}
			paths[root+r.path] = at
		}
		at[strings.ToLower(r.method)] = d.operation(r)
	}
	d.schema(reflect.TypeFor[Problem]())
	return object{
		"openapi": "3.1.0",
		"info": object{"title": "newsgraph", "version": "1", "license": object{"name": "Apache 2.0", "identifier": "Apache-2.0"},
			"summary": "A graph of who did what to whom in German news, with who says so, in which sentence, and how certain it is.",
			"description": "Every answer is JSON unless an operation says otherwise; errors are application/problem+json with a hint. " +
				"IRIs stand in angle brackets, `<id:armenien>`. Offsets are bytes of UTF-8. " +
				"Limits in a request lower those of the server's settings and never raise them; what a limit cut off is told."},
		"servers":  []any{object{"url": "/"}},
		"security": []any{object{}, object{"token": []any{}}},
		"paths":    paths,
		"components": object{
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer", "description": "wanted where the settings serve.token and serve.write give one"}},
			"responses":       object{"problem": object{"description": "what is wrong, and what to do about it", "content": object{problemType: object{"schema": ref("Problem")}}}},
			"schemas":         d.schemas,
		},
	}
}

func ref(name string) object { return object{"$ref": "#/components/schemas/" + name} }

func (d describer) operation(r route) object {
	out := object{"operationId": r.id(), "summary": r.summary, "tags": []any{r.tag()}}
	ok := object{"description": r.summary, "content": d.content(r)}
	out["responses"] = object{r.status(): ok, "default": object{"$ref": "#/components/responses/problem"}}
	if r.write {
		out["description"] = "Writes: wants the token of serve.write where the settings have one, and no Origin but the server's own."
	}
	if r.request == nil {
		return out
	}
	var in []any
	r.eachField(func(f reflect.StructField, where string) {
		if where == "body" {
			return
		}
		in = append(in, d.parameter(f, where))
	})
	if len(in) > 0 {
		out["parameters"] = in
	}
	switch r.body {
	case "":
	case jsonType:
		out["requestBody"] = object{"required": true, "content": object{jsonType: object{"schema": d.schema(r.request)}}}
	default:
		out["requestBody"] = object{"required": true, "content": object{r.body: object{"schema": object{"type": "string"}}}}
	}
	return out
}

func (d describer) content(r route) object {
	out := object{}
	for _, m := range r.media {
		out[m] = object{"schema": object{"type": "string"}}
	}
	if r.answer != nil {
		out["application/json"] = object{"schema": d.schema(r.answer)}
	}
	if r.lines != nil {
		out[linesType] = object{"schema": d.schema(r.lines)}
	}
	return out
}

func (d describer) parameter(f reflect.StructField, where string) object {
	name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	schema := d.tagged(f)
	p := object{"name": name, "in": where, "schema": schema}
	if options == "" {
		p["required"] = true
	}
	if f.Type.Kind() == reflect.Slice {
		p["explode"] = true
	}
	if e := exampleOf(f); e != nil {
		p["example"] = e
		delete(schema, "examples")
	}
	if doc, ok := schema["description"]; ok {
		p["description"] = doc
		delete(schema, "description")
	}
	return p
}

// exampleOf is the example of a field as JSON has it.
func exampleOf(f reflect.StructField) any {
	e := f.Tag.Get("example")
	if e == "" {
		return nil
	}
	switch f.Type.Kind() {
	case reflect.String:
		return e
	case reflect.Slice:
		if !strings.HasPrefix(e, "[") {
			return []any{e}
		}
	}
	var v any
	if err := json.Unmarshal([]byte(e), &v); err != nil {
		panic(f.Name + ": " + err.Error())
	}
	return v
}

// tagged is the schema of a field with what its tags and its comment say.
func (d describer) tagged(f reflect.StructField) object {
	s := d.schema(f.Type)
	if doc := d.comment(f); doc != "" {
		if _, isRef := s["$ref"]; isRef {
			s = object{"allOf": []any{s}}
		}
		s["description"] = doc
	}
	if e := exampleOf(f); e != nil {
		s["examples"] = []any{e}
	}
	if values := strings.Fields(f.Tag.Get("enum")); len(values) > 0 {
		at := s
		if f.Type.Kind() == reflect.Slice {
			at = s["items"].(object)
		}
		var list []any
		for _, v := range values {
			list = append(list, v)
		}
		at["enum"] = list
	}
	return s
}

// schema describes a type; structs with a name go into the components.
func (d describer) schema(t reflect.Type) object {
	switch t.Kind() {
	case reflect.Pointer:
		return d.schema(t.Elem())
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": d.schema(t.Elem())}
	case reflect.Interface:
		return object{}
	case reflect.Slice:
		if t == reflect.TypeFor[json.RawMessage]() {
			return object{}
		}
		return object{"type": "array", "items": d.schema(t.Elem())}
	case reflect.Struct:
		return d.component(t)
	}
	d.t.Fatalf("no schema for %v", t)
	return nil
}

func (d describer) component(t reflect.Type) object {
	name := strings.ToUpper(t.Name()[:1]) + t.Name()[1:]
	if _, known := d.schemas[name]; known {
		return ref(name)
	}
	s := object{"type": "object", "additionalProperties": false}
	d.schemas[name] = s
	properties, required := object{}, []any{}
	for _, f := range reflect.VisibleFields(t) {
		field, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || field == "" || field == "-" {
			continue
		}
		properties[field] = d.tagged(f)
		if options == "" {
			required = append(required, field)
		}
	}
	s["properties"] = properties
	if len(required) > 0 {
		s["required"] = required
	}
	if doc := d.comments[t.PkgPath()][t.Name()]; doc != "" {
		s["description"] = doc
	} else if doc := d.typeComment(t); doc != "" {
		s["description"] = doc
	}
	return ref(name)
}

func (d describer) typeComment(t reflect.Type) string {
	d.parse(t.PkgPath())
	return d.comments[t.PkgPath()][t.Name()]
}

// comment is what stands above or beside a field in the source.
func (d describer) comment(f reflect.StructField) string {
	for _, r := range d.owners(f) {
		d.parse(r.PkgPath())
		if doc := d.comments[r.PkgPath()][r.Name()+"."+f.Name]; doc != "" {
			return doc
		}
	}
	return f.Tag.Get("doc")
}

// owners are the types of all routes that have the very field: reflection does not tell it.
func (d describer) owners(f reflect.StructField) []reflect.Type {
	var out []reflect.Type
	seen := map[reflect.Type]bool{}
	var visit func(t reflect.Type)
	visit = func(t reflect.Type) {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice || t.Kind() == reflect.Map {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || seen[t] {
			return
		}
		seen[t] = true
		for i := range t.NumField() {
			own := t.Field(i)
			if own.Name == f.Name && own.Tag == f.Tag && own.Type == f.Type {
				out = append(out, t)
			}
			visit(own.Type)
		}
	}
	for _, r := range append(routes(), route{request: reflect.TypeFor[Problem]()}) {
		for _, t := range []reflect.Type{r.request, r.answer, r.lines} {
			if t != nil {
				visit(t)
			}
		}
	}
	return out
}

// parse reads the comments of a package of this module.
func (d describer) parse(pkg string) {
	below, ours := strings.CutPrefix(pkg, "newsgraph/")
	if _, done := d.comments[pkg]; done || !ours {
		return
	}
	found := map[string]string{}
	d.comments[pkg] = found
	files, err := fs.Glob(os.DirFS(filepath.Join("../..", below)), "*.go")
	if err != nil {
		d.t.Fatal(err)
	}
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), filepath.Join("../..", below, name), nil, parser.ParseComments)
		if err != nil {
			d.t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if g, ok := n.(*ast.GenDecl); ok {
				noteTypes(found, g)
			}
			return true
		})
	}
}

func noteTypes(found map[string]string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		ts, ok := spec.(*ast.TypeSpec)
		if !ok {
			continue
		}
		found[ts.Name.Name] = oneLine(g.Doc.Text() + ts.Doc.Text())
		st, ok := ts.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range st.Fields.List {
			for _, name := range f.Names {
				found[ts.Name.Name+"."+name.Name] = oneLine(f.Doc.Text() + f.Comment.Text())
			}
		}
	}
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func (r route) id() string {
	return strings.ToLower(r.method) + strings.NewReplacer("/", "_", "{", "", "}", "").Replace(r.path)
}

func (r route) tag() string {
	if r.write {
		return "write"
	}
	return "read"
}

func (r route) status() string { return "200" }

func (r route) eachField(yield func(f reflect.StructField, where string)) {
	for _, f := range reflect.VisibleFields(r.request) {
		if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); f.Anonymous || name == "" || name == "-" {
			continue
		} else if strings.Contains(r.path, "{"+name+"}") {
			yield(f, "path")
		} else if r.body == jsonType {
			yield(f, "body")
		} else {
			yield(f, "query")
		}
	}
}
