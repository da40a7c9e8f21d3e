/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.benchmarks.cluster;

/** The engines that are compared. */
enum ClusterEngine {
    /** An ensemble of servers, each a process of its own beside the node. */
    ZOOKEEPER(true) {
        @Override
        ClusterMember join(Machine machine) throws Exception {
            return ZooKeeperMember.connect(machine);
        }
    },
    /** Raft within the node's process. */
    RATIS(false) {
        @Override
        ClusterMember join(Machine machine) throws Exception {
            OwnedValues values = new OwnedValues();
            return new RaftMember(machine.name(), RatisLog.start(machine, values), values);
        }
    },
    /** Raft within the node's process. */
    JGROUPS_RAFT(false) {
        @Override
        ClusterMember join(Machine machine) throws Exception {
            OwnedValues values = new OwnedValues();
            return new RaftMember(machine.name(), JGroupsRaftLog.start(machine, values), values);
        }
    };

    private final boolean servers;

    ClusterEngine(boolean servers) {
        this.servers = servers;
    }

    /** @return whether it runs in processes of its own */
    boolean hasServers() {
        return servers;
    }

    abstract ClusterMember join(Machine machine) throws Exception;
}
