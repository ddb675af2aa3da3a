package index_test

import (
	"os/exec"
	"strings"
	"testing"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"

	"newsgraph/graph/index"
)

// inCayley lets Cayley's suites find their data, which they look for from the working directory upwards.
func inCayley(t *testing.T) {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(strings.TrimSpace(string(dir)))
}

func TestCayleysConformanceSuite(t *testing.T) {
	inCayley(t)
	index.Register()
	index.Register() // a second time changes nothing
	graphtest.TestAll(t, func(t testing.TB) (cayley.QuadStore, cayley.Options, func()) {
		qs, err := cayley.NewQuadStore(index.Name, t.TempDir(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return qs, nil, func() {
			if err := qs.Close(); err != nil {
				t.Error(err)
			}
		}
	}, &graphtest.Config{OptimizesComparison: true})
}
