import Groundwork

/// What can go wrong with a queue.
public enum QueueError: Error, Hashable, CustomStringConvertible {
  /// While getting: there was no item in time.
  case empty
  /// While putting: there was no room in time.
  case full
  /// While putting: the queue was closed. While getting: it was, and every item has been got.
  case closed
  /// An item has that many bytes, encoded, which is more than the queue has room for.
  case tooLarge(byteCount: Int, limit: Int)
  /// So many items were to be put at once, which is more than the queue has room for.
  case tooMany(Int, capacity: Int)
  /// No queue can be made for that many items, or bytes.
  case badCapacity(Int, byteCapacity: Int)
  /// A task is reported as done, but every item that was got has been reported before.
  case nothingToDo

  /// What happened, and what to do.
  public var description: String {
    switch self {
    case .empty:
      "There was no item in time. That is no end: another process may put one now"
    case .full:
      "There was no room in time: nothing was put. Get items, or make a queue of larger capacity"
    case .closed:
      "The queue is closed: nothing more can be put, and what was put before has all been got"
    case .tooLarge(let count, let limit):
      """
      An item of \(count) bytes is over the limit of \(limit): nothing was put. Put it in parts, or \
      make a queue of larger byteCapacity
      """
    case .tooMany(let count, let capacity):
      """
      \(count) items can't be put at once into a queue with a capacity of \(capacity): nothing was \
      put. Put them in parts, or make a queue of larger capacity
      """
    case .badCapacity(let capacity, let byteCapacity):
      """
      A queue for \(capacity) items and \(byteCapacity) bytes makes no sense: the capacity is from 1 \
      to 16,777,216 items, the byte capacity from 1 to 1,099,511,627,776 bytes
      """
    case .nothingToDo:
      "Every item that was got has been reported as done: call taskDone once after each get"
    }
  }
}
