package cli

import (
	"time"

	"newsgraph/graph"
	"newsgraph/loader/article"
)

// Settings is every setting of the program. A field's key is its path in lower case with dots ("query.rows"), its variable
// NEWSGRAPH_QUERY_ROWS; the tag doc is its line in config.yaml and docs/SETTINGS.md, flag the flag that overrides it, one the
// values that it may have, min the least number and max the greatest.
type Settings struct {
	Store    StoreSettings
	Load     LoadSettings
	Extract  ExtractSettings
	Query    QuerySettings
	Path     PathSettings
	Disputes DisputesSettings
	Timeline TimelineSettings
	Dossier  DossierSettings
	Show     ShowSettings
	Search   SearchSettings
	Articles ArticlesSettings
	Suggest  SuggestSettings
	Correct  CorrectSettings
	Export   ExportSettings
	Repl     ReplSettings
	Serve    ServeSettings
	Prefix   map[string]string `doc:"namespaces that export writes in place of the short prefixes of stored IRIs"`
	Quiet    bool              `flag:"quiet" doc:"print results and errors only: no progress, no summary, no notes"`
	Verbose  bool              `flag:"verbose" doc:"log to standard error what is being done"`
}

// StoreSettings say where the graph is.
type StoreSettings struct {
	Dir     string `flag:"store" doc:"directory of the graph"`
	Backend string `one:"index memory" doc:"index keeps the graph on disk, memory forgets it when the command ends"`
	Cache   Size   `min:"1048576" doc:"memory for what was read of the index: 16MiB suit a machine of 1 GB, 1GiB and more a large one"`
	Buffer  Size   `min:"1048576" doc:"memory for changes that are not yet sorted into the index, taken up to three times; more makes loading smoother"`
	Chunk   Size   `min:"1048576" doc:"memory of which import sorts a part of its input, taken three times; more makes it faster"`
}

// LoadSettings bound what is read.
type LoadSettings struct {
	Bytes   Size `min:"1024" doc:"largest text, page or line of JSON that is read; a longer one is refused"`
	Workers int  `min:"0" doc:"articles read at the same time, 0 for one per processor"`
}

// ExtractSettings say how far claims are trusted.
type ExtractSettings struct {
	Confidence float64 `min:"0" max:"1" flag:"min-confidence" doc:"claims with less confidence are left out, 0 for none"`
	Record     string  `doc:"file of frames with how many of their claims users confirmed and retracted, as frames --write writes it; empty for none"`
}

// QuerySettings bound what one query may cost.
type QuerySettings struct {
	Rows   int           `min:"1" flag:"rows" doc:"rows of a result; more are cut off and it is told"`
	Bytes  Size          `min:"1024" doc:"size of a result; more is cut off and it is told"`
	Time   time.Duration `min:"1ms" flag:"time" doc:"a query that runs longer is stopped"`
	Memory Size          `min:"1048576" doc:"a query that makes the program grow by more is stopped"`
}

// PathSettings bound the search for a chain.
type PathSettings struct {
	Hops     int `min:"1" flag:"hops" doc:"longest chain that path looks for"`
	Count    int `min:"1" flag:"count" doc:"chains that path looks for"`
	Frontier int `min:"100" doc:"things that a search may look at; a search that was cut off there is told"`
}

// DisputesSettings bound a list of disputes.
type DisputesSettings struct {
	Limit int `min:"1" flag:"limit" doc:"disputes that are listed; more are counted"`
}

// TimelineSettings bound a time line.
type TimelineSettings struct {
	Limit  int `min:"1" flag:"limit" doc:"moments that a time line has; of more the latest stay"`
	Claims int `min:"1" flag:"claims" doc:"claims of each moment that timeline prints; more are counted"`
}

// DossierSettings bound a dossier.
type DossierSettings struct {
	Limit int `min:"1" flag:"limit" doc:"facts, disputes and moments, of each, that a dossier has; more are counted"`
}

// ShowSettings bound what is shown of a thing.
type ShowSettings struct {
	Facts  int `min:"1" flag:"facts" doc:"facts that show prints; more are counted"`
	Claims int `min:"1" flag:"claims" doc:"claims of each fact that show prints; more are counted"`
}

// SearchSettings bound what a search finds.
type SearchSettings struct {
	Hits  int `min:"1" flag:"hits" doc:"sentences that search finds; that more are there is told"`
	Names int `min:"1" flag:"names" doc:"things that search finds by their names; that more are there is told"`
	Words int `min:"1" doc:"words that a beginning* stands for in a search; that more are there is told"`
}

// ArticlesSettings bound the list of articles.
type ArticlesSettings struct {
	Limit int `min:"1" flag:"limit" doc:"articles that are listed; more are counted"`
}

// SuggestSettings bound what is suggested.
type SuggestSettings struct {
	Pairs int `min:"1" flag:"pairs" doc:"pairs that suggest merges lists; more are counted"`
}

// CorrectSettings are of corrections.
type CorrectSettings struct {
	By      string `flag:"by" doc:"who makes corrections, empty for the name of the user"`
	Entries int    `min:"1" flag:"entries" doc:"corrections that correct log lists; more are counted"`
}

// ExportSettings bound a part of the graph.
type ExportSettings struct {
	Nodes int `min:"1" flag:"nodes" doc:"things in a part of the graph that is exported; of more, those that are joined most firmly stay"`
}

// ReplSettings are of the prompt.
type ReplSettings struct {
	History int `min:"0" doc:"questions that the history keeps, 0 for none"`
	Names   int `min:"1" doc:"names that are offered to complete one, at the prompt and in the shell"`
}

// ServeSettings are of the server.
type ServeSettings struct {
	Addr       string        `flag:"addr" doc:"host and port that serve listens on"`
	Remote     bool          `doc:"allow an address that other machines reach; a token is wanted then"`
	ReadToken  string        `doc:"token that every request has to bring, empty for none"`
	WriteToken string        `doc:"token that a request has to bring which loads, removes or corrects; empty for none on this machine, and for no such requests of others"`
	Hosts      []string      `doc:"further names in the Host header that are answered, beside the loopback names and the address"`
	Body       Size          `min:"1024" doc:"largest body of a request, and largest text of an article in a preview"`
	Origins    []string      `doc:"origins of pages of other sites that may ask, such as https://news.example"`
	Upload     Size          `min:"1024" doc:"largest body of a request that brings articles"`
	Reading    time.Duration `min:"1s" doc:"how long reading the articles of one request may take"`
	Rate       int           `min:"0" doc:"requests of one address in a second, 0 for any number"`
	Fetch      bool          `doc:"fetch the page whose address somebody wants to preview or load: the only way in which the program goes to the net"`
	Concurrent int           `min:"1" doc:"questions answered at the same time; more wait for their turn, then get 503"`
	Hub        int           `min:"0" doc:"a thing with more neighbours is told to be a hub, 0 for none"`
	Waiting    time.Duration `min:"1ms" doc:"how long a question waits for its turn"`
	Sending    time.Duration `min:"1ms" doc:"how long a client may take to send its question"`
	Taking     time.Duration `min:"1ms" doc:"how long a client may take to receive a piece of an answer"`
	Grace      time.Duration `min:"0s" doc:"how long a stop waits for questions that are being answered"`
}

// Defaults are the settings where nothing else is said.
func Defaults() Settings {
	return Settings{
		Store:    StoreSettings{Dir: ".newsgraph", Backend: "index", Cache: 64 << 20, Buffer: 16 << 20, Chunk: 32 << 20},
		Load:     LoadSettings{Bytes: article.DefaultMaxBytes},
		Query:    QuerySettings{Rows: 10_000, Bytes: 16 << 20, Time: 10 * time.Second, Memory: 512 << 20},
		Path:     PathSettings{Hops: 6, Count: 1, Frontier: 200_000},
		Disputes: DisputesSettings{Limit: 100},
		Timeline: TimelineSettings{Limit: 500, Claims: 1},
		Dossier:  DossierSettings{Limit: 500},
		Show:     ShowSettings{Facts: 200, Claims: 3},
		Search:   SearchSettings{Hits: 50, Names: 10, Words: 200},
		Articles: ArticlesSettings{Limit: 1000},
		Suggest:  SuggestSettings{Pairs: 50},
		Correct:  CorrectSettings{Entries: 1000},
		Export:   ExportSettings{Nodes: 1000},
		Repl:     ReplSettings{History: 1000, Names: 40},
		Serve:    ServeSettings{Addr: "127.0.0.1:8080", Body: 1 << 20, Upload: 16 << 20, Reading: 5 * time.Minute, Rate: 1000, Concurrent: 8, Hub: 200, Waiting: 5 * time.Second, Sending: 8 * time.Second, Taking: 30 * time.Second, Grace: 5 * time.Second},
		Prefix:   graph.Prefixes(),
	}
}
