/// The programs of lesson 9.
let managerPrograms = [
  Program(name: "manager", summary: "A list of records in a server, used by two children") {
    try keepRecords()
  },
  Program(name: "managed-list", summary: "Ten children append again: to one list, this time") {
    try appendToManagedList()
  },
  Program(name: "managed-update", summary: "A change of a nested value is lost, an update is not") {
    try updateNestedValue()
  },
]
