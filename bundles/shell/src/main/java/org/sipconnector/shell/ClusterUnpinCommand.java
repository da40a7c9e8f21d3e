/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sipconnector.spi.cluster.Cluster;

/** Takes sip:cluster-pin back. */
@Service
@Command(scope = "sip", name = "cluster-unpin", description = "Lets a connector be at any node again")
public final class ClusterUnpinCommand extends SharingCommand {

    @Argument(index = 1, name = "options", description = "Options may stand here, too", multiValued = true)
    @Completion(OptionsCompleter.class)
    List<String> options;

    @Argument(index = 0, name = "id", description = "The connector's id", required = true)
    @Completion(SharedConnectorCompleter.class)
    String id;

    @Override
    void run(Cluster shared, PrintStream out) {
        shared.unpin(named(id));
        say(out, id + " may be at any node again");
    }
}
