// The console of newsgraph: search, look, ask, prove.
import { render } from "preact";
import { App } from "./app";
import { keepFacts } from "./result";
import { keepAddress } from "./state";
import "./style.css";

keepAddress();
keepFacts();
render(<App />, document.getElementById("app")!);
