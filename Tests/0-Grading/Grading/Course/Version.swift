/// The version of the workbook, as CHANGELOG.md tells its changes.
let workbookVersion = "0.9.0"
