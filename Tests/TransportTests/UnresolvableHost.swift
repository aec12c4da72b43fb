/// A host that has no address, and for which no resolver can be asked: a label holds 63 bytes (RFC 1035, section 2.3.4), this one 64, so that
/// its look-up fails before anything leaves the machine.
let unresolvable = String(repeating: "x", count: 64) + ".invalid"
