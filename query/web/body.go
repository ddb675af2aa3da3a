package web

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"reflect"
	"strings"
	"time"
)

// kind refuses a body of another media type: forms of other sites can send text/plain, and nothing else without being asked.
func kind(r *http.Request, wanted string) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != wanted {
		return &Problem{Status: http.StatusUnsupportedMediaType, Message: "the body has to be " + wanted, Hint: "send Content-Type: " + wanted}
	}
	return nil
}

// decode reads a body of one JSON object into a request and lowers it to what the server allows. An unknown field is refused: it is
// mistyped. Behind it only the limits of the question bound its time.
func (d *desk) decode(w http.ResponseWriter, r *http.Request, request any) error {
	if err := kind(r, "application/json"); err != nil {
		return err
	}
	dec := json.NewDecoder(r.Body)
	dec.DisallowUnknownFields()
	if err := dec.Decode(request); err != nil {
		return broken(err)
	}
	if _, err := dec.Token(); err != io.EOF {
		return badBody("more than one JSON value")
	}
	if err := patient(w); err != nil {
		return err
	}
	if err := wanted(reflect.ValueOf(request).Elem()); err != nil {
		return err
	}
	return d.bound(request)
}

// patient takes the deadline off a connection whose body is read.
func patient(w http.ResponseWriter) error { return until(w, time.Time{}) }

// until sets the time until which a body has to be there.
func until(w http.ResponseWriter, deadline time.Time) error {
	if err := http.NewResponseController(w).SetReadDeadline(deadline); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return err
	}
	return nil
}

// broken says why a body could not be read.
func broken(err error) error {
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return err
	case errors.Is(err, os.ErrDeadlineExceeded):
		return &Problem{Status: http.StatusRequestTimeout, Message: "the body took too long", Hint: "send it at once"}
	}
	return badBody(strings.TrimPrefix(err.Error(), "json: "))
}

func badBody(message string) *Problem {
	return &Problem{Status: http.StatusBadRequest, Message: "body: " + message, Hint: root + "/openapi.json tells what is wanted"}
}
