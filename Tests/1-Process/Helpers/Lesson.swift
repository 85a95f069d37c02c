import Grading
import Testing

#if Solutions
@_exported import SolutionProcess
#else
@_exported import LessonProcess
#endif

@Suite(.serialized) struct `1-Process` {}
