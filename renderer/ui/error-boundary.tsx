import { Component, type ReactNode } from 'react'
import classes from './error-boundary.module.css'

interface Props {
  /** What is missing when this part fails: `The list`. */
  part: string
  /** What the part is about: when it changes, a failure is forgotten, without drawing anew what did not fail. */
  of?: number | string | undefined
  children: ReactNode
}

interface State {
  error: Error | undefined
  of: Props['of']
}

/** Keeps one part's bug from taking the window down; says so in its place and offers to draw it again. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: undefined, of: this.props.of }

  static getDerivedStateFromProps(props: Props, state: State): State | null {
    return props.of === state.of ? null : { error: undefined, of: props.of }
  }

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error }
  }

  override componentDidCatch(error: Error): void {
    console.error(this.props.part, error)
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children
    return (
      <div role="alert" className={classes.failed}>
        <p>{this.props.part} could not be drawn. Nothing you wrote or heard is lost.</p>
        <button type="button" onClick={() => this.setState({ error: undefined })}>
          Draw it again
        </button>
      </div>
    )
  }
}
