/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.sipconnector.api.Connector;
import org.sipconnector.api.Connectors;
import org.sipconnector.spi.explanation.Overview;
import org.sipconnector.spi.store.Hibernation;
import org.sipconnector.spi.store.StateStoreException;

/** Stops the container so that the next start goes on with registrations and calls. */
@Service
@Command(scope = "sip", name = "hibernate",
        description = "Stops the container so that its next start goes on with registrations and calls; nobody is hung up")
public final class HibernateCommand extends SipCommand {

    @Argument(index = 0, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Option(name = "--prepare", description = "Do not stop the container: whoever stops it next, connectors are kept")
    boolean prepare;

    @Option(name = "--cancel", description = "Take --prepare back: a stop does again what the configuration says")
    boolean cancel;

    @Reference(optional = true)
    Connectors connectors;

    @Reference(optional = true)
    Hibernation hibernation;

    /**
     * What somebody is to know who stops the container.
     *
     * @param hibernation null without a kernel
     */
    static Optional<String> prepared(Hibernation hibernation) {
        return Optional.ofNullable(hibernation).filter(Hibernation::isPrepared)
                .map(waits -> "hint: the next stop of the container keeps connectors: sip:hibernate --cancel takes that back");
    }

    @Override
    void run(PrintStream out) throws BundleException {
        if (prepare && cancel) {
            throw new CommandFailedException("--prepare and --cancel are two things: choose one");
        }
        if (cancel) {
            fromKernel(hibernation).cancel();
            say(out, "A stop of the container does with connectors what onStop in etc/org.sipconnector.kernel.cfg says.");
            return;
        }
        Collection<Connector> all = fromKernel(connectors).all();
        try {
            fromKernel(hibernation).prepare();
        } catch (StateStoreException e) {
            throw new CommandFailedException(e.getMessage());
        }
        long calls = all.stream().filter(connector -> new Overview(connector).inCall()).count();
        say(out, all.size() + (all.size() == 1 ? " connector" : " connectors") + " with " + calls + (calls == 1 ? " call" : " calls")
                + (all.size() == 1 ? " waits" : " wait")
                + " for the next start" + (prepare ? " whenever the container stops." : "; the container stops now.")
                + " Start it soon: servers end calls that are silent for long, and recovery.maxAgeSeconds in"
                + " etc/org.sipconnector.kernel.cfg says what is hung up then.");
        if (!prepare) {
            FrameworkUtil.getBundle(HibernateCommand.class).getBundleContext().getBundle(0).stop();
        }
    }
}
