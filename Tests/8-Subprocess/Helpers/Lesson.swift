import Grading
import Testing

#if Solutions
@_exported import SolutionSubprocess
#else
@_exported import LessonSubprocess
#endif

@Suite(.serialized) struct `8-Subprocess` {}
