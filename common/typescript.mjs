// As typescript.cjs, with the project's ES modules.
import "tsx/esm";
import "./typescript.cjs";
