package segment

import "strings"

const maxLocal, maxDomain = 64, 128

// address returns the end of the URL, e-mail address or domain name at i, or i.
func address(text string, i int) int {
	rest := text[i:]
	if strings.HasPrefix(rest, "http://") || strings.HasPrefix(rest, "https://") || strings.HasPrefix(rest, "www.") {
		end := strings.IndexFunc(rest, func(r rune) bool { return isSpace(r) || strings.ContainsRune("<>\"“”„»«)", r) })
		if end < 0 {
			end = len(rest)
		}
		return i + len(strings.TrimRight(rest[:end], ".,;:!?'’…"))
	}
	local := i + span(rest, maxLocal, "._%+-")
	if at(text, local) == '@' {
		if end := domain(text, local+1); end > local+1 {
			return end
		}
	}
	return domain(text, i)
}

// domain returns the end of "derstandard.at" at i, or i.
func domain(text string, i int) int {
	end := i + span(text[i:], maxDomain, ".-")
	name := strings.TrimRight(text[i:end], ".-")
	dot := strings.LastIndexByte(name, '.')
	if dot <= 0 || strings.Contains(name, "..") || isWord(text[i+len(name):]) {
		return i
	}
	switch name[dot+1:] {
	case "at", "ch", "com", "de", "edu", "eu", "fr", "gov", "info", "int", "io", "it", "li", "net", "org", "ru", "su", "tv", "ua", "uk", "us":
		return i + len(name)
	}
	return i
}

// span returns the length of the run of ASCII letters, digits and given marks, at most limit.
func span(text string, limit int, marks string) int {
	for i := 0; i < len(text) && i < limit; i++ {
		c := text[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(marks, c) >= 0) {
			return i
		}
	}
	return min(len(text), limit)
}
