/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

import org.sipconnector.kernel.ManagerFactory;

/** The same code again, as if newly installed. */
record NextVersion(ManagerFactory code) implements SameCode {}
