/// The descriptor that the library's jar lacks, without which it could not be linked. It is compiled
/// and put into the copy of the jar that goes into the image.
module cel.standalone {
    requires java.logging;
    requires jdk.unsupported;

    exports org.projectnessie.cel;
    exports org.projectnessie.cel.checker;
    exports org.projectnessie.cel.common;
    exports org.projectnessie.cel.common.types;
    exports org.projectnessie.cel.common.types.ref;
    exports org.projectnessie.cel.parser;
    exports org.projectnessie.cel.parser.gen;
    exports org.projectnessie.cel.relocated.com.google.api.expr.v1alpha1;
    exports org.projectnessie.cel.relocated.com.google.protobuf;
    exports org.projectnessie.cel.shaded.org.antlr.v4.runtime;
}
