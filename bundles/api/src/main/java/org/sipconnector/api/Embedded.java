/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A component of a record whose own components stand among those around it where records are kept or handed over. So
 * components are grouped, or are no longer, and older and newer code still read each other's records. Its type is a record,
 * and no two components that stand beside one another then have the same name.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Embedded {}
