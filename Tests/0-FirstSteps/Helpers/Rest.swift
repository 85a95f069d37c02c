import Groundwork

/// What is in the queue, which is empty then.
func rest<Element>(of queue: SharedQueue<Element>) throws -> [Element] {
  var rest: [Element] = []
  while !queue.isEmpty { rest.append(try queue.get()) }
  return rest
}
