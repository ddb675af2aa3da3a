package store

import (
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
)

// patternTime is how long one call of a regular expression that needs backtracking (look-ahead, back-references) may take: the machine
// cannot be stopped inside it. Behind it the expression is taken not to match; a query with the usual time limit has ended by then.
const patternTime = 10 * time.Second

// boundPatterns sets the limit for all machines of the process: goja gives no way to set that of one.
var boundPatterns = sync.OnceFunc(func() { regexp2.DefaultMatchTimeout = patternTime })
