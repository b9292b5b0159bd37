/// Choosing models and keys by expressions in the Common Expression Language, CEL.
///
/// A library parses and checks the types; the evaluation is our own, so that its cost is bounded
/// and an element that an expression fails on is left out, not the whole request.
package dev.understudy.strategy;
