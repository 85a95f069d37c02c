import Testing

/// Marks a test of the level "holds": it runs only if the tests of the level "works" pass.
public struct HoldsTrait: TestTrait {
  let hardship: Hardship
}

extension Trait where Self == HoldsTrait {
  /// Marks a test of the level "holds", which asks for what ordinary use seldom meets.
  ///
  /// Without it a test is of the level "works".
  ///
  /// - Parameter hardship: What it is about, such as `.signals`, or a sentence that says why it
  ///   matters.
  /// - Returns: The trait, for `@Test`.
  public static func holds(_ hardship: Hardship) -> Self { HoldsTrait(hardship: hardship) }
}

extension Test {
  /// Why the test matters, if it is of the level "holds".
  var hardship: Hardship? { traits.lazy.compactMap { $0 as? HoldsTrait }.first?.hardship }

  /// What the test asks of an answer.
  var level: Level { hardship == nil ? .works : .holds }
}
