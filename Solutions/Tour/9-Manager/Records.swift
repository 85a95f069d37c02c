import Groundwork

/// A name and a score.
struct Score: Codable {
  let name: String
  let score: Int
}

/// Appends a record to the list.
struct InsertRecord: ProcessTarget {
  let record: Score
  let records: RemoteList<Score>

  func run() throws {
    try records.append(record)
    print("New record added!")
  }
}

/// Prints all records.
struct PrintRecords: ProcessTarget {
  let records: RemoteList<Score>

  func run() throws {
    for record in try records.contents {
      print("Name: \(record.name)")
      print("Score: \(record.score)")
    }
  }
}

/// One child appends to a list in the server, and another one prints it.
func keepRecords() throws {
  let manager = try Manager()
  let records = try manager.list([
    Score(name: "Sam", score: 10), Score(name: "Adam", score: 9), Score(name: "Kevin", score: 9),
  ])
  let insert = ChildProcess(InsertRecord(record: Score(name: "Jeff", score: 8), records: records))
  let printing = ChildProcess(PrintRecords(records: records))
  try insert.start()
  try insert.join()
  try printing.start()
  try printing.join()
  try manager.close()
}
