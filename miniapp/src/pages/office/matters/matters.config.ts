export default definePageConfig({ navigationBarTitleText: '办结事项' })
