/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.test.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Whoever compiles against an exported package finds in its Javadoc what each type is for, without a broken reference. */
class JavadocTest {

    private static final Pattern EXPORTED = Pattern.compile("(?m)^@Export\\b");
    private static final Pattern DECLARATION = Pattern.compile(
            "(?m)^public (?:abstract |final |sealed |non-sealed )*(?:@?interface|class|record|enum) ");
    private static final Pattern THREAD = Pattern.compile("\\bthreads?\\b|on the\\s+\\* ?lane|\\blane only\\b|\\bEvery command returns at once\\b");
    private static final Pattern OPERATION = Pattern.compile("(?m)^    (?:default )?CompletionStage<");

    /** Sources of every package that a bundle exports. */
    private static List<Path> exported() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path bundle : Bundles.folders()) {
            Path sources = bundle.resolve(Path.of("src", "main", "java"));
            if (Files.isDirectory(sources)) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path info : files.filter(file -> file.endsWith("package-info.java")).toList()) {
                        if (EXPORTED.matcher(Files.readString(info)).find()) {
                            try (Stream<Path> types = Files.list(info.getParent())) {
                                types.filter(file -> file.toString().endsWith(".java")).sorted().forEach(found::add);
                            }
                        }
                    }
                }
            }
        }
        return found;
    }

    private static String comment(String source) {
        Matcher declaration = DECLARATION.matcher(source);
        String head = declaration.find() ? source.substring(0, declaration.start()) : source;
        int begin = head.lastIndexOf("/**");
        return begin < 0 ? "" : head.substring(begin);
    }

    @Test
    void everyExportedTypeAndPackageSaysWhatItIsFor() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : exported()) {
            if (comment(Files.readString(file)).isEmpty()) {
                silent.add(file.toString());
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void everyServiceWithOperationsSaysFromWhichThreadItMayBeCalled() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : exported()) {
            String source = Files.readString(file);
            boolean service = source.contains("@ProviderType\npublic interface") && OPERATION.matcher(source).find();
            if (service && !THREAD.matcher(comment(source)).find()) {
                silent.add(file.toString());
            }
        }
        assertThat(silent).isEmpty();
    }

    /** As the documentation tool looks at comments, without writing pages. */
    @Test
    void noCommentHasABrokenReferenceOrTag() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(findings, Locale.ROOT, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT,
                    List.of(Files.createDirectories(Path.of("target", "commented"))));
            compiler.getTask(new StringWriter(), files, findings, List.of("-Xdoclint:all,-missing", "-proc:none", "-implicit:none"),
                    null, files.getJavaFileObjectsFromPaths(exported())).call();

            assertThat(findings.getDiagnostics()).isEmpty();
        }
    }
}
