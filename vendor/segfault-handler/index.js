// naudiodon requires this native module, which cannot load in Electron; Utter needs none of it.
exports.registerHandler = () => undefined;
