import Groundwork

extension JoinableQueue {
  /// Reports that the work on one item that was got is done.
  ///
  /// When it is the last one, all who wait in `join` go on. Any process may report.
  ///
  /// - Throws: `QueueError.nothingToDo` if there were more reports than items were got; then nothing
  ///   has changed. What the lock throws.
  @available(*, noasync)
  public func taskDone() throws {
    todo("Count one more item as done, if one was got for it; tell those who wait when all are.")
  }

  /// Waits until every item that was put has been got and reported as done, but for `timeout` at the
  /// most.
  ///
  /// Returns at once if nothing was put. An item whose worker was killed is never done.
  ///
  /// - Parameter timeout: How long to wait; nil means without end.
  /// - Returns: Whether all was done; false if the time was over first.
  /// - Throws: What the lock throws.
  @available(*, noasync)
  @discardableResult
  public func join(timeout: Duration? = nil) throws -> Bool {
    todo("Wait until as many items are done as were put.")
  }
}
