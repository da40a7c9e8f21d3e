/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.BundleContext;
import org.sipconnector.api.Connectors;
import org.sipconnector.api.masking.Printable;
import org.sipconnector.api.update.Updater;
import org.sipconnector.spi.store.Hibernation;

/** Replaces a manager's code while calls are up, or goes to another release. */
@Service
@Command(scope = "sip", name = "update", description = "Replaces a manager's code, or all of a release, while calls are up, after a rehearsal")
public final class UpdateCommand extends UpdatingCommand {

    @Argument(index = 2, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Reference(optional = true)
    Updater updater;

    @Reference(optional = true)
    Connectors connectors;

    @Reference(optional = true)
    FeaturesService features;

    @Reference(optional = true)
    BundleContext context;

    @Reference(optional = true)
    Hibernation hibernation;

    @Argument(index = 0, name = "manager", required = true,
            description = "The manager, such as call or CallManager, or kernel; or a release: sip-connector/VERSION")
    @Completion(ManagerNameCompleter.class)
    String manager;

    @Argument(index = 1, name = "url", description = "Where the newer bundle is: file:, mvn: or https:; none for a release")
    @Completion(OptionsCompleter.class)
    String url;

    @Option(name = "--sha256", description = "The SHA-256 checksum that the bundle must have, in hexadecimal")
    String sha256;

    @Option(name = "--accept-differences", description = "Take over although the rehearsal shows differences: they are wanted")
    boolean acceptDifferences;

    @Option(name = "--preview", description = "Only say what would be replaced and what that does to calls")
    boolean preview;

    @Option(name = "--json", description = "Print a preview as JSON for programs")
    boolean json;

    @Option(name = "--end-calls", description = "For a release that cannot keep calls: go on and end them")
    boolean endCalls;

    @Override
    void run(PrintStream out) throws Exception {
        limit();
        boolean release = manager.indexOf('/') >= 0 && url == null;
        if (json && !preview) {
            throw new CommandFailedException("--json is for --preview only: an update says what it does line by line");
        }
        if (url == null && !release) {
            throw new CommandFailedException("say where the newer bundle is, or name a release: sip-connector/VERSION");
        }
        if (preview && release) {
            ReleasePlan plan = plan();
            preview(plan.preview(), plan.obstacles(), out);
        } else if (preview) {
            if (context == null) {
                throw new CommandFailedException("the framework is not there to be looked at: nothing can be previewed");
            }
            preview(new ManagerPreview(context, fromKernel(connectors)).lines(manager, url), List.of(), out);
        } else {
            fromKernel(updater);
            outcome("update " + Printable.line(manager), release ? this::release : this::update, out);
        }
    }

    private void preview(Collection<String> lines, Collection<?> obstacles, PrintStream out) {
        if (json) {
            out.println(JsonOutput.text(JsonOutput.object("preview", lines, "callsGoOn", obstacles.isEmpty())));
        } else {
            if (lines.isEmpty()) {
                say(out, nothingToReplace());
            }
            lines.forEach(line -> say(out, "- " + line));
        }
    }

    private String nothingToReplace() {
        return "all bundles of " + manager + " are installed: only the feature is noted";
    }

    private void update(Consumer<String> told) {
        Reports.tell(updater.update(manager, url, acceptDifferences, Optional.ofNullable(sha256)), told);
    }

    private ReleasePlan plan() throws Exception {
        if (features == null || context == null) {
            throw new CommandFailedException("Karaf's features service is not there: a release cannot be looked up");
        }
        int slash = manager.indexOf('/');
        ReleasePlan plan = new Releases(features, context).plan(manager.substring(0, slash), manager.substring(slash + 1));
        if (!plan.together()) {
            return plan;
        }
        return BundlesAtWork.waits(context)
                .map(name -> "another " + name.substring("org.sipconnector.".length()) + " is installed and not in use yet: bundle:refresh " + name
                        + " first, in which calls go on")
                .or(this::unkept).map(plan::hinderedBy).orElse(plan);
    }

    /** Why connectors would not outlive an exchange of all bundles. */
    private Optional<String> unkept() {
        if (hibernation == null) {
            return Optional.of("the kernel is not at work, which keeps connectors in the state store");
        }
        return hibernation.keeps()
                ? Optional.empty()
                : Optional.of(hibernation.problem()
                        .orElse("connectors are not kept in the state store: the bundles standby and state-store must be started, and recovery.writeMillis"
                                + " of etc/org.sipconnector.kernel.cfg above 0"));
    }

    private void release(Consumer<String> told) throws Exception {
        ReleasePlan plan = plan();
        if (plan.isEmpty()) {
            told.accept(nothingToReplace());
        }
        plan.preview().forEach(line -> told.accept("- " + line));
        ReleaseUpdate update = new ReleaseUpdate(features, context, told);
        if (!plan.together()) {
            update.keepingCalls(plan, acceptDifferences);
        } else if (endCalls || plan.obstacles().isEmpty()) {
            update.together(plan);
        } else {
            throw new CommandFailedException(manager + " cannot keep calls, nothing has changed: drain with sip:drain, then"
                    + " update with --end-calls");
        }
        told.accept(manager + " is at work, " + plan.result());
    }
}
